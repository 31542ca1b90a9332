import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from "react";
import { act } from "../live";
import { Boundary } from "../parts/boundary";
import { HOME, usePlayground } from "../playground";
import { Blocks } from "./blocks";
import { Press } from "./controls";

/** The app's own page, with its tabs: its home, and the conversation with it, which is given as `messages`. */
export function AppPage({ messages }: { messages: ReactNode }) {
  const playground = usePlayground();
  const { me, tell } = playground;
  const tab = playground.place("slack") === HOME ? "home" : "messages";
  const id = useId();
  const tabs = useRef<HTMLDivElement>(null);
  useEffect(() => {
    void act("slack/home", { as: me.id, tab }).then((outcome) => {
      if ("error" in outcome) tell("error", outcome.error);
    });
  }, [me.id, tab, tell]);
  const open = (wanted: typeof tab) => playground.open("slack", wanted === "home" ? HOME : me.direct);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) return;
    event.preventDefault();
    const next = tab === "home" ? "messages" : "home";
    tabs.current?.querySelector<HTMLElement>(`[id="${id}-${next}"]`)?.focus();
    open(next);
  };
  return (
    <>
      <div ref={tabs} className="app-tabs" role="tablist" aria-label="Waypost" onKeyDown={onKeyDown}>
        {(["home", "messages"] as const).map((one) => (
          <button
            key={one}
            id={`${id}-${one}`}
            type="button"
            role="tab"
            aria-selected={tab === one}
            aria-controls={`${id}-panel`}
            tabIndex={tab === one ? 0 : -1}
            onClick={() => open(one)}
          >
            {one === "home" ? "Home" : "Messages"}
            {one === "messages" && playground.unread("slack", me.direct) && (
              <span className="news">
                <span className="hidden"> unread</span>
              </span>
            )}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} className="app-panel" role="tabpanel" aria-labelledby={`${id}-${tab}`}>
        {tab === "home" ? <Home /> : messages}
      </div>
    </>
  );
}

/** What the app has drawn for this person. */
function Home() {
  const { world, me, tell } = usePlayground();
  const home = world.slack.homes[me.slack];
  if (!home) return <p className="starting">{world.bot.name} has drawn nothing here yet.</p>;
  const press = async (actionId: string, choice: string | null) => {
    const outcome = await act("slack/press-in-view", { as: me.id, view: home.id, action_id: actionId, choice });
    if ("error" in outcome) tell("error", outcome.error);
  };
  return (
    <div className="home" tabIndex={0} role="region" aria-label={`Home of ${world.bot.name}`}>
      <Boundary key={JSON.stringify(home.blocks)} otherwise={<p>This home cannot be drawn.</p>}>
        <Press value={press}>
          <Blocks blocks={home.blocks} />
        </Press>
      </Boundary>
    </div>
  );
}
