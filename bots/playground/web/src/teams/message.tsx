import { useRef, useState } from "react";
import type { TeamsMessage } from "../model";
import { Avatar, useName } from "../parts/avatar";
import { Boundary } from "../parts/boundary";
import { useKeptFocus } from "../parts/feed";
import { Icon } from "../parts/icons";
import { Time } from "../parts/time";
import { usePlayground } from "../playground";
import { Card, type Pressed } from "./card";
import { markdown } from "./markdown";

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
  const { raw } = message;
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
          {isBot && <span className="app">App</span>}
          <Time at={Number(message.id)} />
        </p>
        {message.text && <Text message={message} />}
        {(own ? [own] : message.cards).map((card, at) => (
          <Boundary key={`${at} ${JSON.stringify(card)}`} otherwise={<p>{String(card["fallbackText"] ?? "")}</p>}>
            <Card card={card} press={press} />
          </Boundary>
        ))}
        <p className="says" role="status">
          {says}
        </p>
      </div>
      {raw && (
        <div className="tools">
          <button
            type="button"
            className="bare"
            aria-label={`Inspect the message of ${name}`}
            onClick={() => playground.inspect(isBot ? "What Waypost sent to Teams" : "What Teams sent to Waypost", raw)}
          >
            <Icon of="braces" />
          </button>
        </div>
      )}
    </article>
  );
}

function Text({ message }: { message: TeamsMessage }) {
  const { world } = usePlayground();
  if (message.format === "markdown") {
    // markdown-it lets no HTML through
    return <div className="text" dangerouslySetInnerHTML={{ __html: markdown(message.text) }} />;
  }
  const mention = `@${world.bot.name}`;
  if (!message.text.startsWith(`${mention} `)) return <p className="text">{message.text}</p>;
  return (
    <p className="text">
      <span className="mention">{mention}</span>
      {message.text.slice(mention.length)}
    </p>
  );
}
