import { act } from "../live";
import type { Side } from "../model";
import { usePlayground } from "../playground";
import { Icon } from "./icons";

/** In the channel for alerts: lets the monitoring raise one. */
export function RaiseAlert({ side, place }: { side: Side; place: string }) {
  const { world, me, tell } = usePlayground();
  if (world[side].alerts !== place) return null;
  const raise = async () => {
    const outcome = await act(`${side}/alert`, { as: me.id, [side === "slack" ? "channel" : "place"]: place });
    if ("error" in outcome) tell("error", outcome.error);
  };
  return (
    <button type="button" className="quiet raise" onClick={() => void raise()}>
      <Icon of="pulse" /> Raise an alert
    </button>
  );
}
