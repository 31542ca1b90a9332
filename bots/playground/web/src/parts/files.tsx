import { useRef, useState } from "react";
import type { GivenFile, SentFile } from "../model";
import { usePlayground } from "../playground";
import { ActionMenu } from "../slack/actions";
import { Icon } from "./icons";
import { given, screenshot, spreadsheet } from "./samples";

/** In one message; bots/playground/files.py has the same. */
const MOST_FILES = 4;

/** The files that wait to be sent. */
export function useFiles() {
  const { tell } = usePlayground();
  const [files, setFiles] = useState<GivenFile[]>([]);
  const add = (more: GivenFile[]) => {
    if (files.length + more.length > MOST_FILES) {
      tell("error", `Here a message takes up to ${MOST_FILES} files.`);
      return;
    }
    setFiles([...files, ...more]);
  };
  return { files, setFiles, add };
}

interface Props {
  add: (files: GivenFile[]) => void;
  /** told when the keyboard should go back to the text */
  done: () => void;
}

/** The button that attaches a file: a sample, or one of the visitor's own. */
export function Attach({ add, done }: Props) {
  const chooser = useRef<HTMLInputElement>(null);
  const take = (files: GivenFile[]) => {
    add(files);
    done();
  };
  return (
    <>
      <ActionMenu
        label="Attach a file"
        icon="clip"
        actions={[
          { name: "A screenshot", hint: "screenshot.png", picture: <Icon of="picture" />, act: () => take([screenshot()]) },
          { name: "A spreadsheet", hint: "sales-report.xlsx", picture: <Icon of="table" />, act: () => take([spreadsheet()]) },
          {
            name: "From this computer…",
            hint: "stays in this browser",
            picture: <Icon of="file" />,
            act: () => chooser.current?.click(),
          },
        ]}
      />
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        aria-label="Choose files"
        onChange={(event) => {
          const chosen = [...(event.target.files ?? [])];
          event.target.value = "";
          void Promise.all(chosen.map(given)).then(take);
        }}
      />
    </>
  );
}

/** What waits to be sent with the text: each can be taken away again. */
export function Waiting({ names, drop }: { names: string[]; drop: (at: number) => void }) {
  if (names.length === 0) return null;
  return (
    <ul className="attached" aria-label="Attached">
      {names.map((name, at) => (
        <li key={`${at} ${name}`}>
          <Icon of="file" />
          <span>{name}</span>
          <button type="button" className="bare" aria-label={`Remove ${name}`} onClick={() => drop(at)}>
            <Icon of="close" size={12} />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The files of a message. */
export function Files({ files }: { files: SentFile[] }) {
  if (files.length === 0) return null;
  return (
    <ul className="files" aria-label="Files">
      {files.map((file) => (
        <li key={file.id}>
          {file.preview ? (
            <img src={file.preview} alt={`Picture ${file.name}`} />
          ) : (
            <span className="file">
              <Icon of={file.name.endsWith(".xlsx") ? "table" : "file"} size={20} />
              <span>
                <b>{file.name}</b> <small>{size(file.size)}</small>
              </span>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

const UNITS = ["kilobyte", "megabyte", "gigabyte"] as const;

function size(bytes: number): string {
  let shown = bytes / 1_000;
  let at = 0;
  while (shown >= 1_000 && at < UNITS.length - 1) {
    shown /= 1_000;
    at += 1;
  }
  const format = { style: "unit", unit: UNITS[at], maximumFractionDigits: shown < 10 ? 1 : 0 } as const;
  return new Intl.NumberFormat(undefined, format as Intl.NumberFormatOptions).format(shown);
}
