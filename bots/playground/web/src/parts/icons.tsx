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
  clip: "m13 7.5-5.2 5.2a3 3 0 0 1-4.3-4.3l5.6-5.6a2 2 0 0 1 2.9 2.9L6.4 11.2a1 1 0 0 1-1.4-1.4L10 4.9",
  forward: "M9.5 4l4 4-4 4M13 8H6.5c-2.5 0-4 1.5-4 4.5",
  pencil: "M3 13l.7-3L10.8 2.9a1 1 0 0 1 1.4 0l.9.9a1 1 0 0 1 0 1.4L6 12.3ZM9.5 4.2l2.3 2.3",
  bin: "M3 4.5h10M6.5 4.5v-1.5h3v1.5M4.3 4.5l.6 9h6.2l.6-9M6.8 7v4M9.2 7v4",
  file: "M4 2h5l3.5 3.5V14H4ZM9 2v3.5h3.5",
  table: "M2.5 3h11v10h-11ZM2.5 6.5h11M2.5 9.7h11M6.5 3v10",
  picture: "M2.5 3h11v10h-11ZM2.5 11l3.2-3.5 2.6 2.8 1.7-1.7 3.5 3.2M10 6v.2",
  pulse: "M1.5 8.5h3l1.8-5 3 9 1.9-4h3.3",
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
