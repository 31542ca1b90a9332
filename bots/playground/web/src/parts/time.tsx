import type { SlackMessage, TeamsMessage } from "../model";
import { usePlayground } from "../playground";

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });

/** The time of a message, from milliseconds since 1970. */
export function Time({ at }: { at: number }) {
  const date = new Date(at);
  return (
    <time className="time" dateTime={date.toISOString()}>
      {CLOCK.format(date)}
    </time>
  );
}

/** The page is in English, so its days are, too. */
const DAY = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" });

/** The day of a message, above the first one of that day. Both times in milliseconds since 1970; null for no message before. */
export function Day({ at, before }: { at: number; before: number | null }) {
  const { world } = usePlayground();
  if (before !== null && isSameDay(at, before)) return null;
  const now = Date.now() + world.ahead * 1_000;
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  const name = isSameDay(at, now) ? "Today" : isSameDay(at, yesterday.getTime()) ? "Yesterday" : DAY.format(at);
  return (
    <p className="day">
      <time dateTime={new Date(at).toISOString()}>{name}</time>
    </p>
  );
}

/** When a message was sent, in milliseconds since 1970: both platforms keep it in its id. Null for no message. */
export function sentAt(message: SlackMessage | TeamsMessage): number;
export function sentAt(message: SlackMessage | TeamsMessage | undefined): number | null;
export function sentAt(message: SlackMessage | TeamsMessage | undefined): number | null {
  if (!message) return null;
  return "ts" in message ? Number(message.ts) * 1_000 : Number(message.id);
}

function isSameDay(one: number, other: number): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}
