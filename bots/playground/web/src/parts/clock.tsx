import { useEffect, useState } from "react";
import { act } from "../live";
import { usePlayground } from "../playground";

const SHOWN = new Intl.DateTimeFormat(undefined, {
  weekday: "short",
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
});

/** How often the shown time is brought up to date. */
const TICK_MS = 10_000;

const A_DAY = 1440;
const STEPS: [number, string][] = [
  [30, "30 min"],
  [120, "2 h"],
  [A_DAY, "1 day"],
];

/** The playground's time, and a way to let some of it pass: reminders and escalations come then. */
export function Clock() {
  const { world, me, tell } = usePlayground();
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const date = new Date(Math.max(now, Date.now()) + world.ahead * 1_000);
  const pass = async (minutes: number, label: string) => {
    const outcome = await act("time", { as: me.id, minutes });
    tell("error" in outcome ? "error" : "note", "error" in outcome ? outcome.error : `${label} ${minutes === A_DAY ? "has" : "have"} passed.`);
  };
  return (
    <div className="clock" role="group" aria-label="Time">
      <time dateTime={date.toISOString()}>{SHOWN.format(date)}</time>
      <span className="muted">Let pass</span>
      {STEPS.map(([minutes, label]) => (
        <button key={minutes} type="button" className="quiet" onClick={() => void pass(minutes, label)}>
          {label}
        </button>
      ))}
    </div>
  );
}
