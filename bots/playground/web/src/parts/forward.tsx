import { type FormEvent, type ReactNode, useId, useState } from "react";
import type { Side } from "../model";
import { usePlayground } from "../playground";
import { Dialog } from "./dialog";
import { Icon } from "./icons";
import { roomName, rooms } from "./rooms";

interface Props {
  side: Side;
  /** what is forwarded, for the person to look at */
  shown: ReactNode;
  close: () => void;
  send: (to: string, note: string, mention: boolean) => Promise<unknown>;
}

/** Asks where a message goes, and sends it there. */
export function Forward({ side, shown, close, send }: Props) {
  const playground = usePlayground();
  const { world, me } = playground;
  const own = side === "slack" ? me.direct : me.chat;
  const [to, setTo] = useState(own);
  const [note, setNote] = useState("");
  const [mention, setMention] = useState(true);
  const [busy, setBusy] = useState(false);
  const id = useId();
  const forward = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    playground.open(side, to);
    const sent = await send(to, note.trim(), to !== own && mention);
    setBusy(false);
    if (sent) close();
  };
  return (
    <Dialog title="Forward this message" close={close}>
      <form onSubmit={(event) => void forward(event)}>
        <div className="inputs">
          <p className="input">
            <label htmlFor={`${id}-to`}>To</label>
            <span className="select">
              <select id={`${id}-to`} value={to} onChange={(event) => setTo(event.target.value)}>
                <option value={own}>{world.bot.name}</option>
                {rooms(world, side, me).map((room) => (
                  <option key={room.id} value={room.id}>
                    {side === "slack" && room.kind === "channel" ? "#" : ""}
                    {roomName(room, world, me)}
                  </option>
                ))}
              </select>
              <Icon of="down" size={12} />
            </span>
          </p>
          <p className="input">
            <label htmlFor={`${id}-note`}>
              Add a message <span className="muted">(optional)</span>
            </label>
            <textarea id={`${id}-note`} rows={2} value={note} onChange={(event) => setNote(event.target.value)} />
          </p>
          {to !== own && (
            <p className="check">
              <input
                id={`${id}-mention`}
                type="checkbox"
                checked={mention}
                onChange={(event) => setMention(event.target.checked)}
              />
              <label htmlFor={`${id}-mention`}>Mention @{world.bot.name}, so that it answers</label>
            </p>
          )}
          <blockquote className="quoted">{shown}</blockquote>
        </div>
        <footer>
          <button type="button" className="button" onClick={close}>
            Cancel
          </button>
          <button type="submit" className="button primary" aria-disabled={busy}>
            Forward
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
