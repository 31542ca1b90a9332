import { type KeyboardEvent, useEffect, useRef, useState } from "react";

interface Props {
  start: string;
  cancel: () => void;
  save: (text: string) => Promise<unknown>;
}

/** Stands in the place of a message's text while its author changes it. */
export function Editor({ start, cancel, save }: Props) {
  const [text, setText] = useState(start);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(start.length, start.length);
  }, [start]);
  const send = () => {
    const said = text.trim();
    if (said === start) cancel();
    else if (said) void save(said);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === "Escape") {
      cancel();
    }
  };
  return (
    <form
      className="editor"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        ref={field}
        rows={2}
        aria-label="Edit message"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <span>
        <button type="button" className="quiet" onClick={cancel}>
          Cancel
        </button>
        <button type="submit" className="quiet" disabled={!text.trim()}>
          Save
        </button>
      </span>
    </form>
  );
}
