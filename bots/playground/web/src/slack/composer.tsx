import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { act } from "../live";
import type { GivenFile } from "../model";
import { Attach, useFiles, Waiting } from "../parts/files";
import { Icon } from "../parts/icons";
import { rooms } from "../parts/rooms";
import { usePlayground } from "../playground";
import { ActionMenu } from "./actions";

interface Props {
  label: string;
  /** what stands in it at first */
  start?: string;
  /** whether slash commands and shortcuts can be given here */
  commands?: boolean;
  /** shown as a button that opens it */
  folded?: boolean;
  unfold?: () => void;
  fold?: () => void;
  submit: (text: string, files: GivenFile[]) => Promise<unknown>;
}

interface Completion {
  insert: string;
  hint: string;
}

/** Where people write in Slack. Offers commands behind a slash, and names behind @ and #. */
export function Composer({ label, start = "", commands = false, folded = false, unfold, fold, submit }: Props) {
  const [text, setText] = useState(start);
  const [caret, setCaret] = useState(start.length);
  const [active, setActive] = useState(0);
  const [dismissed, setDismissed] = useState("");
  const { files, setFiles, add } = useFiles();
  const field = useRef<HTMLTextAreaElement>(null);
  const list = useId();
  const complete = useCompletions(commands);

  const word = text.slice(0, caret).match(/\S+$/)?.[0] ?? "";
  const offered = word === dismissed ? [] : complete(word, caret === word.length);
  const at = Math.min(active, offered.length - 1);

  useEffect(() => {
    if (!fold || folded) return;
    field.current?.focus();
    field.current?.setSelectionRange(start.length, start.length);
  }, [folded]);
  // The field is as high as what is written in it; style/composer.css sets the limit.
  useEffect(() => {
    if (!field.current?.offsetParent) return; // in the tab that is not shown nothing has a height
    field.current.style.height = "auto";
    field.current.style.height = `${field.current.scrollHeight}px`;
  }, [text, folded]);

  if (folded) {
    return (
      <button type="button" className="quiet unfold" onClick={unfold}>
        <Icon of="reply" /> {label}
      </button>
    );
  }

  const take = (completion: Completion) => {
    const before = text.slice(0, caret - word.length) + completion.insert + " ";
    // at once, or what is typed next would land at the old place
    flushSync(() => {
      setText(before + text.slice(caret).trimStart());
      setCaret(before.length);
      setActive(0);
    });
    field.current?.focus();
    field.current?.setSelectionRange(before.length, before.length);
  };
  const send = async () => {
    const said = text.trim();
    if (!said && files.length === 0) return;
    setText(start);
    setCaret(start.length);
    setFiles([]);
    if (await submit(said, files)) return;
    setText((now) => (now === start ? said : now));
    setFiles((now) => (now.length === 0 ? files : now));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const chosen = offered[at];
    if (chosen && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      setActive((at + (event.key === "ArrowDown" ? 1 : offered.length - 1)) % offered.length);
    } else if (chosen && (event.key === "Tab" || event.key === "Enter") && chosen.insert !== word) {
      event.preventDefault();
      take(chosen);
    } else if (event.key === "Escape") {
      if (chosen) setDismissed(word);
      else fold?.();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      void send();
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
      {offered.length > 0 && (
        <ul className="completions" role="listbox" id={list} aria-label="Suggestions">
          {offered.map((completion, position) => (
            <li
              key={completion.insert}
              id={`${list}-${position}`}
              role="option"
              aria-selected={position === at}
              onPointerDown={(event) => {
                event.preventDefault();
                take(completion);
              }}
            >
              <b>{completion.insert}</b> <span>{completion.hint}</span>
            </li>
          ))}
        </ul>
      )}
      <Waiting names={files.map((file) => file.name)} drop={(at) => setFiles(files.toSpliced(at, 1))} />
      {commands && <Shortcuts />}
      <Attach add={add} done={() => field.current?.focus()} />
      <textarea
        ref={field}
        rows={1}
        value={text}
        placeholder={label}
        aria-label={label}
        role="combobox"
        aria-expanded={offered.length > 0}
        aria-controls={offered.length > 0 ? list : undefined}
        aria-activedescendant={offered.length > 0 ? `${list}-${at}` : undefined}
        aria-autocomplete="list"
        onChange={(event) => {
          setText(event.target.value);
          setCaret(event.target.selectionStart);
          setActive(0);
          setDismissed("");
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onKeyDown={onKeyDown}
      />
      <button type="submit" className="send" aria-label="Send" disabled={!text.trim() && files.length === 0}>
        <Icon of="send" />
      </button>
    </form>
  );
}

/** The app's shortcuts that need no message. */
function Shortcuts() {
  const { world, me, tell } = usePlayground();
  const take = async (callback: string) => {
    const outcome = await act("slack/shortcut", { as: me.id, callback });
    if ("error" in outcome) tell("error", outcome.error);
  };
  return (
    <ActionMenu
      label="Shortcuts"
      icon="bolt"
      actions={world.slack.shortcuts
        .filter((shortcut) => shortcut.kind === "global")
        .map((shortcut) => ({
          name: shortcut.name,
          hint: shortcut.purpose,
          picture: <img src="assets/icon.svg" alt="" />,
          act: () => void take(shortcut.callback),
        }))}
    />
  );
}

/** What can complete a word: commands at the beginning of a message, people and channels anywhere. */
function useCompletions(commands: boolean): (word: string, first: boolean) => Completion[] {
  const { world, me } = usePlayground();
  return (word, first) => {
    const sign = word[0];
    const all: Completion[] = [];
    if (sign === "/" && first && commands) {
      all.push(...world.slack.commands.map((one) => ({ insert: one.name, hint: one.purpose })));
    } else if (sign === "@") {
      all.push({ insert: `@${world.bot.name}`, hint: "App" });
      const others = world.people.filter((person) => person.id !== me.id);
      all.push(...others.map((person) => ({ insert: `@${person.name}`, hint: person.job })));
    } else if (sign === "#") {
      all.push(
        ...rooms(world, "slack", me)
          .filter((one) => one.kind === "channel")
          .map((one) => ({ insert: `#${one.name}`, hint: one.purpose })),
      );
    }
    return all.filter((one) => one.insert.toLowerCase().startsWith(word.toLowerCase()) && one.insert !== word);
  };
}
