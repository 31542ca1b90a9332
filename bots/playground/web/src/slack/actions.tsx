import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { Icon, type IconName } from "../parts/icons";
import { usePopover } from "./popover";

export interface Action {
  name: string;
  /** a few words on what it does, or whose it is */
  hint: string;
  picture: ReactNode;
  act: () => void;
}

interface Props {
  label: string;
  icon: IconName;
  actions: Action[];
}

/** A button that opens a menu of what can be done. */
export function ActionMenu({ label, icon, actions }: Props) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className="bare"
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen((now) => !now)}
      >
        <Icon of={icon} />
      </button>
      {open && <ActionList label={label} actions={actions} anchor={button.current} close={close} />}
    </>
  );
}

interface ListProps {
  label: string;
  actions: Action[];
  anchor: HTMLElement | null;
  close: () => void;
}

function ActionList({ label, actions, anchor, close }: ListProps) {
  const panel = useRef<HTMLDivElement>(null);
  usePopover(panel, anchor, close);
  const items = () => [...(panel.current?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
  useLayoutEffect(() => items()[0]?.focus(), []);
  const onKeyDown = (event: KeyboardEvent) => {
    const all = items();
    const at = all.findIndex((item) => item === document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined) all.at(to % all.length)?.focus();
    else if (event.key === "Escape" || event.key === "Tab") close();
    else return;
    event.preventDefault();
  };
  return (
    <div ref={panel} className="options actions-list" popover="manual" role="menu" aria-label={label} onKeyDown={onKeyDown}>
      {actions.map(({ name, hint, picture, act }) => (
        <button
          key={name}
          type="button"
          role="menuitem"
          tabIndex={-1}
          onClick={() => {
            close();
            act();
          }}
        >
          <span className="picture">{picture}</span>
          <span>
            <b>{name}</b> <small>{hint}</small>
          </span>
        </button>
      ))}
    </div>
  );
}
