import { useEffect, useRef, useState } from "react";
import { usePlayground } from "../playground";
import { Icon } from "./icons";

/** How much of the row a press of the arrow goes on by; the rest stays in sight. */
const STEP = 0.7;

/** The example questions in one row, with an arrow while there are more than fit. */
export function Examples({ ask }: { ask: (example: string) => void }) {
  const { world } = usePlayground();
  const row = useRef<HTMLUListElement>(null);
  const [more, setMore] = useState(false);
  const look = () => {
    const { scrollLeft, clientWidth, scrollWidth } = row.current ?? { scrollLeft: 0, clientWidth: 0, scrollWidth: 0 };
    setMore(scrollLeft + clientWidth < scrollWidth - 1);
  };
  useEffect(() => {
    look();
    window.addEventListener("resize", look);
    return () => window.removeEventListener("resize", look);
  }, []);
  return (
    <>
      <ul ref={row} onScroll={look} className={more ? "more" : ""}>
        {world.examples.map((example) => (
          <li key={example}>
            <button type="button" onClick={() => ask(example)}>
              {example}
            </button>
          </li>
        ))}
      </ul>
      {more && (
        <button
          type="button"
          className="bare"
          aria-label="More examples"
          onClick={() => row.current?.scrollBy({ left: row.current.clientWidth * STEP, behavior: "smooth" })}
        >
          <Icon of="right" />
        </button>
      )}
    </>
  );
}
