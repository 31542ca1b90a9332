// Small pictures of our own. They say nothing to screen readers: what they stand beside does.

const PATHS = {
  eye: "M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8ZM6 8a2 2 0 1 0 4 0 2 2 0 1 0-4 0",
  send: "M2.5 2.5 14 8 2.5 13.5 4.5 8ZM4.5 8H9",
  reply: "M6.5 4 2.5 8l4 4M3 8h6.5c2.5 0 4 1.5 4 4.5",
  braces: "M6 2.5H5.5a1.5 1.5 0 0 0-1.5 1.5v2.5L2.5 8 4 9.5V12a1.5 1.5 0 0 0 1.5 1.5H6M10 2.5h.5A1.5 1.5 0 0 1 12 4v2.5L13.5 8 12 9.5V12a1.5 1.5 0 0 1-1.5 1.5H10",
  close: "m4 4 8 8M12 4l-8 8",
  down: "M3.5 6 8 10.5 12.5 6",
  right: "m6 3.5 4.5 4.5L6 12.5",
  left: "M9.5 3.5 5 8l4.5 4.5",
  more: "M7.6 3.4a.4.4 0 1 0 .8 0 .4.4 0 1 0-.8 0M7.6 8a.4.4 0 1 0 .8 0 .4.4 0 1 0-.8 0M7.6 12.6a.4.4 0 1 0 .8 0 .4.4 0 1 0-.8 0",
  bolt: "M9 1.8 3.5 9H8l-1 5.2L12.5 7H8Z",
  smile: "M1.8 8a6.2 6.2 0 1 0 12.4 0 6.2 6.2 0 1 0-12.4 0M5.3 9.6c1.4 2 4 2 5.4 0M5.9 6v.4M10.1 6v.4",
  chat: "M3 3h10a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1H8l-3.5 2.8V11H3a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1Z",
  team: "M3.7 5.5a2.3 2.3 0 1 0 4.6 0 2.3 2.3 0 1 0-4.6 0M1.8 13c.2-2.5 1.8-4 4.2-4s4 1.5 4.2 4M10.5 3.4a2.2 2.2 0 0 1 0 4.3M11.8 9.3c1.5.5 2.3 1.8 2.4 3.7",
};

export type IconName = keyof typeof PATHS;

export function Icon({ of, size = 16 }: { of: IconName; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={PATHS[of]} />
    </svg>
  );
}
