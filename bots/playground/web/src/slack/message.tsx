import { useRef } from "react";
import type { SlackMessage } from "../model";
import { Avatar, useName } from "../parts/avatar";
import { Boundary } from "../parts/boundary";
import { useKeptFocus } from "../parts/feed";
import { Icon } from "../parts/icons";
import { Time } from "../parts/time";
import { usePlayground } from "../playground";
import { Blocks } from "./blocks";
import { Press } from "./controls";
import { Reactions, Tools } from "./tools";

interface Props {
  message: SlackMessage;
  /** opens the answer field of the thread; left out where nothing can be answered */
  reply?: (() => void) | undefined;
}

/** One message, with what can be done to it. */
export function Message({ message, reply }: Props) {
  const playground = usePlayground();
  const { me, bot } = { me: playground.me, bot: playground.world.bot };
  const name = useName()(message.user);
  const article = useRef<HTMLElement>(null);
  const keepFocus = useKeptFocus(article, message);
  const isBot = message.user === bot.slack;
  const press = async (actionId: string, choice: string | null) => {
    keepFocus();
    const body = { as: me.id, channel: message.channel, ts: message.ts, action_id: actionId, choice };
    await playground.send("slack/press", body, { side: "slack", place: message.channel, thread: message.thread });
  };
  return (
    <article
      ref={article}
      tabIndex={-1}
      className={`message${message.only_for ? " whispered" : ""}`}
      data-message={message.ts}
      aria-label={`${name}${message.only_for ? ", only visible to you" : ""}`}
    >
      {message.only_for && (
        <p className="whisper">
          <Icon of="eye" size={14} /> Only visible to you
        </p>
      )}
      <Avatar of={message.user} />
      <div className="body">
        <p className="by">
          <b>{name}</b>
          {isBot && <span className="app">App</span>}
          <Time at={Number(message.ts) * 1_000} />
        </p>
        <Boundary key={JSON.stringify(message.blocks)} otherwise={<p className="plain">{message.text}</p>}>
          <Press value={press}>
            <Blocks blocks={message.blocks.length > 0 ? message.blocks : spoken(message.text)} />
          </Press>
        </Boundary>
        <Reactions message={message} />
      </div>
      <Tools message={message} name={name} reply={reply} />
    </article>
  );
}

/** A message without blocks, as the block that draws the same. */
function spoken(text: string) {
  return [{ type: "section", text: { type: "mrkdwn", text } }];
}
