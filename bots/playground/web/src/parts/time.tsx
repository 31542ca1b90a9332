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
