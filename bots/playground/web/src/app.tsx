import { useCallback, useMemo, useState } from "react";
import { act, useLive } from "./live";
import { type Change, changed, type JsonObject, type Person, type Side, type SlackView, stacked, type World } from "./model";
import { Icon } from "./parts/icons";
import { type Inspected, Inspector } from "./parts/inspector";
import { Examples } from "./parts/examples";
import { Clock } from "./parts/clock";
import { Toasts, useToasts } from "./parts/toasts";
import { HOME, type Playground, PlaygroundContext, type Waiting } from "./playground";
import { Modal } from "./slack/modal";
import { SlackPane } from "./slack/pane";
import { TeamsPane } from "./teams/pane";
import { rooms } from "./parts/rooms";
import { askIn } from "./ask";

/** After this the bot is taken to have nothing to say. */
const PATIENCE_MS = 20_000;

/** Teams, too, shows for so long that somebody types. */
const TYPING_MS = 4_000;

type Target = Side | "both";
const TARGETS: [Target, string][] = [
  ["both", "Both"],
  ["slack", "Slack"],
  ["teams", "Teams"],
];

export function App() {
  const [world, setWorld] = useState<World | null>(null);
  const [meId, setMeId] = useState("");
  const [places, setPlaces] = useState<{ [side in Side]?: string }>({});
  const [waiting, setWaiting] = useState<readonly Waiting[]>([]);
  const [unread, setUnread] = useState<ReadonlySet<string>>(new Set());
  const [inspected, setInspected] = useState<Inspected | null>(null);
  const [target, setTarget] = useState<Target>("both");
  const [tab, setTab] = useState<Side>("slack");
  const [views, setViews] = useState<readonly SlackView[]>([]);
  const { toasts, drop, tell } = useToasts();

  const me = world?.people.find((person) => person.id === meId) ?? world?.people[0];
  const slackPlace = standing(places.slack, world, me, "slack");
  const teamsPlace = standing(places.teams, world, me, "teams");

  const connected = useLive((change) => {
    setWorld((now) => changed(now, change));
    if ("person" in change && change.person === me?.slack) setViews((now) => stacked(now, change));
    if (change.type === "teams.typing") {
      const typing: Waiting = { side: "teams", place: change.place, thread: change.root };
      setWaiting((now) => [...now, typing]);
      setTimeout(() => setWaiting((now) => now.filter((one) => one !== typing)), TYPING_MS);
    }
    const where = spokenIn(change, world);
    if (!where) return;
    setWaiting((now) => now.filter((one) => one.side !== where.side || one.place !== where.place));
    const open = where.side === "slack" ? slackPlace : teamsPlace;
    if (where.place !== open) setUnread((now) => new Set([...now, `${where.side} ${where.place}`]));
  });

  const send = useCallback<Playground["send"]>(
    async (path, body, awaited) => {
      setWaiting((now) => [...now, awaited]);
      const stop = () => setWaiting((now) => now.filter((one) => one !== awaited));
      const outcome = await act(path, body);
      if ("error" in outcome) {
        stop();
        tell("error", outcome.error);
        return null;
      }
      if (!outcome.heard) stop();
      if (outcome.heard === false) tell("note", "Waypost stays silent here, because nobody mentioned it.");
      setTimeout(stop, PATIENCE_MS);
      return outcome;
    },
    [tell],
  );

  const playground = useMemo<Playground | null>(() => {
    if (!world || !me) return null;
    return {
      world,
      me,
      waiting,
      send,
      inspect: (title: string, raw: JsonObject) => setInspected({ title, raw }),
      place: (side) => (side === "slack" ? slackPlace : teamsPlace),
      open: (side, place) => {
        setPlaces((now) => ({ ...now, [side]: place }));
        setUnread((now) => new Set([...now].filter((key) => key !== `${side} ${place}`)));
      },
      unread: (side, place) => unread.has(`${side} ${place}`),
      tell,
    };
  }, [world, me, waiting, send, slackPlace, teamsPlace, unread, tell]);

  if (!playground || !world || !me) {
    return <p className="starting">{connected ? "Starting…" : "The playground is not running. Waiting for it…"}</p>;
  }
  const ask = (text: string, sides: Side[]) => sides.forEach((side) => void askIn(side, text, playground));
  return (
    <PlaygroundContext value={playground}>
      {!connected && (
        <p className="banner" role="alert">
          The connection to the playground is lost. Trying again…
        </p>
      )}
      <header className="top">
        <h1>
          <img src="assets/icon.svg" alt="" width="28" height="28" />
          <span>
            Waypost <small>playground</small>
          </span>
        </h1>
        <p className="motto">Two simulated chat platforms, one real bot. Nothing leaves this machine.</p>
        <Clock />
        <div className="me">
          <span aria-hidden="true">You are</span>
          <span className="select">
            <select aria-label="You are" value={me.id} onChange={(event) => setMeId(event.target.value)}>
              {world.people.map((person) => (
                <option key={person.id} value={person.id}>
                  {person.name}, {person.job}
                </option>
              ))}
            </select>
            <Icon of="down" size={12} />
          </span>
        </div>
      </header>
      <section className="examples" aria-label="Example questions">
        <fieldset className="target">
          <legend>Ask in</legend>
          {TARGETS.map(([value, label]) => (
            <label key={value}>
              <input
                type="radio"
                name="target"
                checked={target === value}
                onChange={() => setTarget(value)}
              />
              <span>{label}</span>
            </label>
          ))}
        </fieldset>
        <Examples
          ask={(example) => ask(example, isNarrow() ? [tab] : target === "both" ? ["slack", "teams"] : [target])}
        />
      </section>
      <div className="tabs" role="group" aria-label="Platform">
        {(["slack", "teams"] as const).map((side) => (
          <button key={side} type="button" aria-pressed={tab === side} onClick={() => setTab(side)}>
            {side === "slack" ? "Slack" : "Teams"}
          </button>
        ))}
      </div>
      <main className={`panes showing-${tab}`}>
        <SlackPane />
        <TeamsPane />
      </main>
      <Toasts toasts={toasts} drop={drop} />
      {views.length > 0 && <Modal views={views} left={setViews} />}
      {inspected && <Inspector inspected={inspected} close={() => setInspected(null)} />}
    </PlaygroundContext>
  );
}

/** Whether the panes are tabs; style/narrow.css has the same width. */
function isNarrow() {
  return matchMedia("(max-width: 860px)").matches;
}

/** The conversation that is open: the chosen one where the person sees it, their own in another's place, or the first channel. */
function standing(chosen: string | undefined, world: World | null, me: Person | undefined, side: Side): string {
  if (!world || !me) return "";
  const own = side === "slack" ? me.direct : me.chat;
  const others = world.people.map((person) => (side === "slack" ? person.direct : person.chat));
  if (chosen === HOME) return HOME;
  if (chosen && others.includes(chosen)) return own;
  const seen = rooms(world, side, me);
  return seen.find((room) => room.id === chosen)?.id ?? seen[0]?.id ?? own;
}

/** Where the bot spoke with this change, if it did. */
function spokenIn(change: Change, world: World | null): { side: Side; place: string } | null {
  if (change.type === "slack.message" && change.message.user === world?.bot.slack) {
    return { side: "slack", place: change.message.channel };
  }
  if (change.type === "teams.message" && change.message.sender === world?.bot.teams) {
    return { side: "teams", place: change.message.place };
  }
  return null;
}
