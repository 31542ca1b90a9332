import { type ReactNode, useEffect, useId, useLayoutEffect, useRef } from "react";
import { Icon } from "./icons";

interface Props {
  title: string;
  /** whether the bot shows it, rather than the platform */
  isBots?: boolean;
  close: () => void;
  children: ReactNode;
}

/** A dialog over the page. The keyboard stays in it until it is closed, and then goes back to where it was. */
export function Dialog({ title, isBots = false, close, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const latest = useRef(close);
  latest.current = close;
  useLayoutEffect(() => {
    const shown = dialog.current;
    const before = document.activeElement;
    shown?.showModal();
    return () => {
      shown?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  useEffect(() => {
    dialog.current?.querySelector<HTMLElement>(".inside :is(input, textarea, select)")?.focus();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="modal"
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        event.stopPropagation();
        latest.current();
      }}
    >
      <header>
        {isBots && <img src="assets/icon.svg" alt="" width="22" height="22" />}
        <h2 id={heading}>{title}</h2>
        <button type="button" className="bare" aria-label="Close" onClick={close}>
          <Icon of="close" />
        </button>
      </header>
      <div className="inside">{children}</div>
    </dialog>
  );
}
