// Pictures of our own for the emojis that the playground offers, so that they look alike wherever it runs.

import type { ReactNode } from "react";

const DRAWN: { [name: string]: ReactNode } = {
  compass: (
    <>
      <circle cx="8" cy="8" r="6.8" fill="#e8eef2" stroke="#5f7484" strokeWidth="1.4" />
      <path d="M12 4 9.2 9.2 6.8 6.8Z" fill="#d92d20" />
      <path d="M4 12 9.2 9.2 6.8 6.8Z" fill="#6b7f8f" />
    </>
  ),
  eyes: (
    <>
      <ellipse cx="4.3" cy="8" rx="3.3" ry="5" fill="#fff" stroke="#6f7a80" strokeWidth="0.8" />
      <ellipse cx="11.7" cy="8" rx="3.3" ry="5" fill="#fff" stroke="#6f7a80" strokeWidth="0.8" />
      <ellipse cx="3.4" cy="8.8" rx="1.5" ry="2.2" fill="#2b2f31" />
      <ellipse cx="10.8" cy="8.8" rx="1.5" ry="2.2" fill="#2b2f31" />
    </>
  ),
  white_check_mark: (
    <>
      <rect x="1" y="1" width="14" height="14" rx="3" fill="#1f8a4c" />
      <path d="m4.2 8.4 2.6 2.7 5-6" fill="none" stroke="#fff" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" />
    </>
  ),
  heart: <path d="M8 14.2C3 10.4 1.2 8 1.2 5.4A3.5 3.5 0 0 1 8 4.2a3.5 3.5 0 0 1 6.8 1.2c0 2.6-1.8 5-6.8 8.8Z" fill="#d92d20" />,
};

/** An emoji by its name without colons. It says nothing to screen readers: what it stands in does. */
export function Emoji({ of }: { of: string }) {
  if (!DRAWN[of]) return <span aria-hidden="true">:{of}:</span>;
  return (
    <svg aria-hidden="true" className="emoji" width={16} height={16} viewBox="0 0 16 16">
      {DRAWN[of]}
    </svg>
  );
}
