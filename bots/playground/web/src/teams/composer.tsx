import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { Found } from "../live";
import type { GivenFile, JsonObject } from "../model";
import { Attach, useFiles, Waiting } from "../parts/files";
import { Icon } from "../parts/icons";
import { usePlayground } from "../playground";
import { LookUp } from "./lookup";

interface Props {
  label: string;
  /** whether a mention of the bot stands before the text; it can be taken away */
  mentions?: boolean;
  /** whether the keyboard goes here as soon as it is there */
  focused?: boolean;
  fold?: () => void;
  submit: (text: string, mention: boolean, files: GivenFile[], card: JsonObject | null) => Promise<unknown>;
}

/** Where people write in Teams. In channels the bot is mentioned unless one does not want it. */
export function Composer({ label, mentions = false, focused = false, fold, submit }: Props) {
  const { world } = usePlayground();
  const [text, setText] = useState("");
  const [mention, setMention] = useState(true);
  const [found, setFound] = useState<Found | null>(null);
  const [looking, setLooking] = useState(false);
  const { files, setFiles, add } = useFiles();
  const field = useRef<HTMLTextAreaElement>(null);

  useEffect(() => {
    if (focused) field.current?.focus();
  }, [focused]);
  useEffect(() => {
    if (!field.current?.offsetParent) return; // in the tab that is not shown nothing has a height
    field.current.style.height = "auto";
    field.current.style.height = `${field.current.scrollHeight}px`;
  }, [text]);

  const isEmpty = !text.trim() && files.length === 0 && !found;
  const names = [...files.map((file) => file.name), ...(found ? [`Card: ${found.title}`] : [])];
  const drop = (at: number) => (at < files.length ? setFiles(files.toSpliced(at, 1)) : setFound(null));
  const send = async () => {
    const said = text.trim();
    if (isEmpty) return;
    setText("");
    setFiles([]);
    setFound(null);
    if (await submit(said, mentions && mention, files, found?.card ?? null)) {
      setMention(true);
      return;
    }
    setText((now) => now || said);
    setFiles((now) => (now.length === 0 ? files : now));
    setFound((now) => now ?? found);
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
    <>
      <form
        className="composer"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Waiting names={names} drop={drop} />
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
        <Attach add={add} done={() => field.current?.focus()} />
        <button
          type="button"
          className="bare"
          aria-label={`Look something up with ${world.bot.name}`}
          title={`Look something up with ${world.bot.name}`}
          aria-haspopup="dialog"
          onClick={() => setLooking(true)}
        >
          <img src="assets/icon.svg" alt="" width="18" height="18" />
        </button>
        <button type="submit" className="send" aria-label="Send" disabled={isEmpty}>
          <Icon of="send" />
        </button>
      </form>
      {looking && <LookUp close={() => setLooking(false)} take={setFound} />}
    </>
  );
}
