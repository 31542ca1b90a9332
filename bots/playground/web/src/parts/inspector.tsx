import { useEffect, useRef, useState } from "react";
import type { JsonObject } from "../model";
import { Icon } from "./icons";

export interface Inspected {
  title: string;
  raw: JsonObject;
}

/** A drawer with the JSON that went over the wire for a message. */
export function Inspector({ inspected, close }: { inspected: Inspected; close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const text = JSON.stringify(inspected.raw, null, 2);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <dialog
      ref={dialog}
      className="inspector"
      aria-labelledby="inspected"
      onClose={close}
      onClick={(event) => event.target === dialog.current && dialog.current.close()}
    >
      <div className="inside">
        <header>
          <h2 id="inspected">{inspected.title}</h2>
          <button type="button" className="quiet" onClick={() => void copy()}>
            {copied ? "Copied" : "Copy"}
          </button>
          <button type="button" className="bare" aria-label="Close" onClick={() => dialog.current?.close()}>
            <Icon of="close" />
          </button>
        </header>
        <pre tabIndex={0} aria-labelledby="inspected">
          <code>{coloured(text)}</code>
        </pre>
      </div>
    </dialog>
  );
}

/** A string with or without the colon that makes it a name, a number, or a word of JSON. */
const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|-?\d[\d.eE+-]*|\b(?:true|false|null)\b/g;

function coloured(json: string) {
  const pieces = [];
  let end = 0;
  for (const match of json.matchAll(TOKEN)) {
    pieces.push(json.slice(end, match.index));
    const kind = match[2] ? "name" : match[1] ? "string" : "word";
    pieces.push(
      <span key={match.index} className={`json-${kind}`}>
        {match[1] ?? match[0]}
      </span>,
      match[2] ?? "",
    );
    end = match.index + match[0].length;
  }
  return [...pieces, json.slice(end)];
}
