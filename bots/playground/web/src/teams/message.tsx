import { useRef, useState } from "react";
import { act } from "../live";
import type { TeamsMessage } from "../model";
import { Avatar, useName } from "../parts/avatar";
import { Boundary } from "../parts/boundary";
import { Editor } from "../parts/editor";
import { useKeptFocus } from "../parts/feed";
import { Files } from "../parts/files";
import { Forward } from "../parts/forward";
import { Time } from "../parts/time";
import { usePlayground } from "../playground";
import { Card, type Pressed } from "./card";
import { AskAbout } from "./dialog";
import { markdown } from "./markdown";
import { type Doing, Tools } from "./tools";

/** One message: a post or a reply in a channel, or a bubble of a chat. */
export function Message({ message, bubble = false }: { message: TeamsMessage; bubble?: boolean }) {
  const playground = usePlayground();
  const { me, world } = playground;
  const name = useName()(message.sender);
  const article = useRef<HTMLElement>(null);
  const keepFocus = useKeptFocus(article, message);
  const [says, setSays] = useState("");
  const isBot = message.sender === world.bot.teams;
  const own = message.seen[me.teams];
  const press = async ({ kind, verb, data }: Pressed) => {
    keepFocus();
    const body = { as: me.id, place: message.place, id: message.id, kind, verb, data };
    const where = { side: "teams", place: message.place, thread: message.root } as const;
    setSays((await playground.send("teams/press", body, where))?.says ?? "");
  };
  const [doing, setDoing] = useState<Doing | null>(null);
  const stop = () => setDoing(null);
  const leave = () => {
    stop();
    article.current?.focus({ preventScroll: true });
  };
  const change = async (what: "edit" | "restore", more: { text?: string } = {}) => {
    const outcome = await act(`teams/${what}`, { as: me.id, place: message.place, id: message.id, ...more });
    if ("error" in outcome) playground.tell("error", outcome.error);
    else leave();
  };
  const forward = (to: string, note: string, mention: boolean) => {
    const body = { as: me.id, place: message.place, id: message.id, to, note, mention };
    return playground.send("teams/forward", body, { side: "teams", place: to, thread: null });
  };
  const isMine = message.sender === me.teams;
  const isGuest = world.people.some((person) => person.teams === message.sender && person.is_guest);
  const isApp = isBot || message.sender === world.monitoring.teams;
  return (
    <article
      ref={article}
      tabIndex={-1}
      className={`message${bubble ? " bubble" : ""}${message.sender === me.teams ? " mine" : ""}`}
      data-message={message.id}
      aria-label={name}
    >
      <Avatar of={message.sender} />
      <div className="body">
        <p className="by">
          <b>{name}</b>
          {isApp && <span className="app">App</span>}
          {isGuest && <span className="app">Guest</span>}
          <Time at={Number(message.id)} />
          {message.edited && !message.deleted && <span className="muted">Edited</span>}
        </p>
        {doing === "edit" ? (
          <Editor start={message.text} cancel={leave} save={(text) => change("edit", { text })} />
        ) : (
          message.text && <Text message={message} />
        )}
        {message.deleted && (
          <p className="muted">
            This message has been deleted.{" "}
            {isMine && (
              <button type="button" className="quiet" onClick={() => void change("restore")}>
                Undo
              </button>
            )}
          </p>
        )}
        <Came message={message} />
        {(own ? [own] : message.cards).map((card, at) => (
          <Boundary key={`${at} ${JSON.stringify(card)}`} otherwise={<p>{String(card["fallbackText"] ?? "")}</p>}>
            <Card card={card} press={press} />
          </Boundary>
        ))}
        <p className="says" role="status">
          {says}
        </p>
      </div>
      <Tools message={message} name={name} take={setDoing} />
      {doing === "forward" && <Forward side="teams" shown={<Shown message={message} />} close={stop} send={forward} />}
      {doing === "ask" && <AskAbout message={message} close={stop} />}
    </article>
  );
}

/** What came with the text: a message that it forwards, and files. */
function Came({ message }: { message: TeamsMessage }) {
  const { forwarded } = message;
  return (
    <>
      {forwarded && (
        <blockquote className="quoted" aria-label="Forwarded message">
          <p className="from">{forwarded.name}</p>
          <p className="text">{forwarded.text}</p>
          <Files files={forwarded.files} />
          <p className="muted">Forwarded message</p>
        </blockquote>
      )}
      <Files files={message.files} />
    </>
  );
}

function Shown({ message }: { message: TeamsMessage }) {
  return (
    <>
      {message.text && <Text message={message} />}
      <Files files={message.files} />
    </>
  );
}

function Text({ message }: { message: TeamsMessage }) {
  const { world } = usePlayground();
  if (message.format === "markdown") {
    // markdown-it lets no HTML through
    return <div className="text" dangerouslySetInnerHTML={{ __html: markdown(message.text) }} />;
  }
  const mention = `@${world.bot.name}`;
  if (message.text !== mention && !message.text.startsWith(`${mention} `)) return <p className="text">{message.text}</p>;
  return (
    <p className="text">
      <span className="mention">{mention}</span>
      {message.text.slice(mention.length)}
    </p>
  );
}
