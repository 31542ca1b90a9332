import { type ReactNode, type RefObject, useLayoutEffect, useRef } from "react";
import { usePlayground } from "../playground";
import type { Side } from "../model";

/** Room between a message that comes into view and the edge. */
const MARGIN = 12;

/** The question above an answer is shown with it if it takes no more of the height than this. */
const QUESTION_SHARE = 0.4;

/** A message and the id under which it stands in the feed, as its `data-message`. */
export type Shown = readonly [id: string, message: object];

/** The messages of a conversation. What is new, or was just changed, comes into view from its beginning. */
export function Feed({ label, shown, children }: { label: string; shown: Shown[]; children: ReactNode }) {
  const feed = useRef<HTMLDivElement>(null);
  const before = useRef<ReadonlyMap<string, object>>(new Map());
  useLayoutEffect(() => {
    const newest = shown.findLast(([id, message]) => before.current.get(id) !== message);
    before.current = new Map(shown);
    const box = feed.current;
    const message = newest && box?.querySelector<HTMLElement>(`[data-message="${newest[0]}"]`);
    if (!box || !message) return;
    const { top: edge } = box.getBoundingClientRect();
    const place = (element: Element) => element.getBoundingClientRect().top - edge + box.scrollTop;
    const top = place(message);
    const bottom = top + message.offsetHeight;
    const question = place(message.closest(".thread") ?? message);
    const begin = top - question < box.clientHeight * QUESTION_SHARE ? question : top;
    const down = Math.min(begin - MARGIN, bottom + MARGIN - box.clientHeight);
    if (down > box.scrollTop || begin < box.scrollTop) box.scrollTo({ top: down });
  });
  return (
    <div ref={feed} className="feed" role="log" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}

/**
 * Keeps the keyboard in a message when a press there takes away the button that was pressed.
 * Returns what to call with each press.
 */
export function useKeptFocus(message: RefObject<HTMLElement | null>, content: unknown): () => void {
  const pressed = useRef(false);
  useLayoutEffect(() => {
    if (pressed.current && document.activeElement === document.body) message.current?.focus({ preventScroll: true });
    pressed.current = false;
  }, [content, message]);
  return () => {
    pressed.current = true;
  };
}

/** Says that the bot is at work, where it is. */
export function Working({ side, place, thread }: { side: Side; place: string; thread: string | null }) {
  const { waiting, world } = usePlayground();
  if (!waiting.some((one) => one.side === side && one.place === place && one.thread === thread)) return null;
  return (
    <p className="working">
      <span className="dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      {world.bot.name} is working on it…
    </p>
  );
}
