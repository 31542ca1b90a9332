// Lists that lie over the page at the button that opened them.

import { type RefObject, useEffect, useLayoutEffect } from "react";

/** Between a list, its button, and the edges of the window. */
const GAP = 6;

/** Shows a list at its button, keeps it there, and closes it with a press elsewhere. */
export function usePopover(panel: RefObject<HTMLElement | null>, anchor: HTMLElement | null, close: () => void) {
  useLayoutEffect(() => {
    panel.current?.showPopover();
    place(panel.current, anchor);
  }, [panel, anchor]);
  useEffect(() => {
    const outside = (event: Event) => {
      const target = event.target as Node;
      if (!panel.current?.contains(target) && !anchor?.contains(target)) close();
    };
    const moved = () => place(panel.current, anchor);
    document.addEventListener("pointerdown", outside);
    window.addEventListener("resize", moved);
    document.addEventListener("scroll", moved, true);
    return () => {
      document.removeEventListener("pointerdown", outside);
      window.removeEventListener("resize", moved);
      document.removeEventListener("scroll", moved, true);
    };
  });
}

/** Puts the list below its button, or above where there is more room, and within the half of the page that it belongs to. */
function place(panel: HTMLElement | null, anchor: HTMLElement | null) {
  if (!panel || !anchor) return;
  const button = anchor.getBoundingClientRect();
  const below = innerHeight - button.bottom - 2 * GAP;
  const above = button.top - 2 * GAP;
  const room = Math.max(below, above);
  panel.style.maxHeight = `${room}px`;
  const height = Math.min(panel.scrollHeight, room, panel.offsetHeight);
  panel.style.top = `${below >= Math.min(height, room) ? button.bottom + GAP : button.top - GAP - height}px`;
  const edge = anchor.closest(".pane")?.getBoundingClientRect().right ?? innerWidth;
  panel.style.left = `${Math.max(GAP, Math.min(button.left, edge - panel.offsetWidth - GAP))}px`;
}
