import { useEffect, useId, useState } from "react";
import { act, type Found } from "../live";
import { Dialog } from "../parts/dialog";
import { usePlayground } from "../playground";

/** What is typed is looked up once the person pauses for so long. */
const PAUSE_MS = 250;

/** The bot's search: what is picked goes into the message that one is writing, as a card. */
export function LookUp({ close, take }: { close: () => void; take: (found: Found) => void }) {
  const { world, me, place } = usePlayground();
  const [text, setText] = useState("");
  const [found, setFound] = useState<Found[]>([]);
  const [says, setSays] = useState("");
  const id = useId();
  const open = place("teams");
  useEffect(() => {
    let gone = false;
    const look = async () => {
      const outcome = await act("teams/look-up", { as: me.id, place: open, text: text.trim() });
      if (gone) return;
      const results = "error" in outcome ? [] : (outcome.found ?? []);
      setFound(results);
      setSays("error" in outcome ? outcome.error : (outcome.says ?? ""));
    };
    const timer = setTimeout(() => void look(), text ? PAUSE_MS : 0);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [text, open, me.id]);
  return (
    <Dialog title={`Look something up with ${world.bot.name}`} isBots close={close}>
      <div className="inputs">
        <p className="input">
          <label htmlFor={id}>A role, a responsibility, or what it is about</label>
          <input id={id} type="search" value={text} onChange={(event) => setText(event.target.value)} />
        </p>
        <p className="muted" role="status">
          {says || (found.length === 1 ? "1 result" : `${found.length} results`)}
        </p>
        <ul className="found" aria-label="Results">
          {found.map((one) => (
            <li key={one.title}>
              <button
                type="button"
                onClick={() => {
                  take(one);
                  close();
                }}
              >
                <b>{one.title}</b>
                <span>{unescaped(one.text)}</span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}

/** The text of a preview is HTML; here it is shown as what that says. */
function unescaped(html: string): string {
  return new DOMParser().parseFromString(html, "text/html").body.textContent ?? "";
}
