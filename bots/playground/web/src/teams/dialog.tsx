import { useEffect, useState } from "react";
import { act, type Dialog as Shown, type Outcome } from "../live";
import type { JsonObject, TeamsMessage } from "../model";
import { Dialog } from "../parts/dialog";
import { usePlayground } from "../playground";
import { Card, type Pressed } from "./card";

/** "Who owns this?" of a message: the bot's answer, in a dialog to the person alone. */
export function AskAbout({ message, close }: { message: TeamsMessage; close: () => void }) {
  const { world, me, tell } = usePlayground();
  const [shown, setShown] = useState<Shown | null>(null);
  const [says, setSays] = useState("");
  const about = { as: me.id, place: message.place, id: message.id };
  const take = (outcome: Outcome) => {
    if ("error" in outcome) {
      tell("error", outcome.error);
      close();
    } else if (outcome.dialog) {
      setShown(outcome.dialog);
      setSays("");
    } else if (outcome.says) {
      setSays(outcome.says);
    } else {
      close();
    }
  };
  useEffect(() => {
    let gone = false;
    void act("teams/ask-about", about).then((outcome) => {
      if (!gone) take(outcome);
    });
    return () => {
      gone = true;
    };
  }, []);
  const press = async ({ data }: Pressed) => take(await act("teams/submit", { ...about, data }));
  return (
    <Dialog title={shown?.title ?? world.bot.name} isBots close={close}>
      <div className="inputs" tabIndex={0} role="region" aria-label={`Answer of ${world.bot.name}`} aria-live="polite">
        {says ? <p>{says}</p> : shown ? <Card card={shown.card as JsonObject} press={press} /> : <p>One moment…</p>}
      </div>
    </Dialog>
  );
}
