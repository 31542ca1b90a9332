import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Icon } from "../parts/icons";
import { usePlayground } from "../playground";

interface Props {
  label: string;
  /** whether a mention of the bot stands before the text; it can be taken away */
  mentions?: boolean;
  /** whether the keyboard goes here as soon as it is there */
  focused?: boolean;
  fold?: () => void;
  submit: (text: string, mention: boolean) => Promise<unknown>;
}

/** Where people write in Teams. In channels the bot is mentioned unless one does not want it. */
export function Composer({ label, mentions = false, focused = false, fold, submit }: Props) {
  const { world } = usePlayground();
  const [text, setText] = useState("");
  const [mention, setMention] = useState(true);
  const field = useRef<HTMLTextAreaElement>(null);

  useEffect(() => {
    if (focused) field.current?.focus();
  }, [focused]);
  useEffect(() => {
    if (!field.current?.offsetParent) return; // in the tab that is not shown nothing has a height
    field.current.style.height = "auto";
    field.current.style.height = `${field.current.scrollHeight}px`;
  }, [text]);

  const send = async () => {
    const said = text.trim();
    if (!said) return;
    setText("");
    if (await submit(said, mentions && mention)) setMention(true);
    else setText((now) => now || said);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    const { selectionStart, selectionEnd } = event.currentTarget;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      void send();
    } else if (event.key === "Backspace" && selectionStart === 0 && selectionEnd === 0) {
      setMention(false);
    } else if (event.key === "Escape") {
      fold?.();
    }
  };
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {mentions && (
        <button
          type="button"
          className="mention-chip"
          aria-pressed={mention}
          title={mention ? "Waypost is mentioned and will answer" : "Press to mention Waypost"}
          onClick={() => {
            setMention((now) => !now);
            field.current?.focus();
          }}
        >
          @{world.bot.name}
        </button>
      )}
      <textarea
        ref={field}
        rows={1}
        value={text}
        placeholder={label}
        aria-label={label}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <button type="submit" className="send" aria-label="Send" disabled={!text.trim()}>
        <Icon of="send" />
      </button>
    </form>
  );
}
