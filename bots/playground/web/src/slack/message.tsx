import { useRef, useState } from "react";
import { act } from "../live";
import type { JsonObject, SlackMessage } from "../model";
import { Avatar, useName } from "../parts/avatar";
import { Boundary } from "../parts/boundary";
import { Editor } from "../parts/editor";
import { useKeptFocus } from "../parts/feed";
import { Files } from "../parts/files";
import { Forward } from "../parts/forward";
import { Icon } from "../parts/icons";
import { Time } from "../parts/time";
import { usePlayground } from "../playground";
import { Attachment } from "./attachment";
import { Blocks } from "./blocks";
import { Press } from "./controls";
import { typed } from "./typed";
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
  const [doing, setDoing] = useState<"edit" | "forward" | null>(null);
  const stop = () => setDoing(null);
  const isBot = message.user === bot.slack;
  const isGuest = playground.world.people.some((person) => person.slack === message.user && person.is_guest);
  const isApp = isBot || message.user === playground.world.monitoring.slack;
  const save = async (text: string) => {
    const outcome = await act("slack/edit", { as: me.id, channel: message.channel, ts: message.ts, text });
    if ("error" in outcome) playground.tell("error", outcome.error);
    else leave();
  };
  const leave = () => {
    stop();
    article.current?.focus({ preventScroll: true });
  };
  const forward = (to: string, note: string, mention: boolean) => {
    const said = mention ? `@${bot.name} ${note}`.trim() : note;
    const body = { as: me.id, channel: message.channel, ts: message.ts, to, note: said };
    return playground.send("slack/forward", body, { side: "slack", place: to, thread: null });
  };
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
          {isApp && <span className="app">App</span>}
          {isGuest && <span className="app">Guest</span>}
          <Time at={Number(message.ts) * 1_000} />
          {message.edited && <span className="muted">(edited)</span>}
        </p>
        {doing === "edit" ? (
          <Editor start={typed(message.text, playground.world)} cancel={leave} save={save} />
        ) : (
          <Content message={message} press={press} />
        )}
        <Reactions message={message} />
      </div>
      <Tools message={message} name={name} reply={reply} edit={() => setDoing("edit")} forward={() => setDoing("forward")} />
      {doing === "forward" && (
        <Forward side="slack" shown={<Content message={message} press={press} />} close={stop} send={forward} />
      )}
    </article>
  );
}

/** What a message says, and what came with it. */
function Content({ message, press }: { message: SlackMessage; press: (id: string, choice: string | null) => Promise<void> }) {
  if (message.deleted) return <p className="muted">{message.text}</p>;
  const blocks = message.blocks.length > 0 ? message.blocks : spoken(message.text);
  return (
    <>
      <Boundary key={JSON.stringify(message.blocks)} otherwise={<p className="plain">{message.text}</p>}>
        <Press value={press}>
          <Blocks blocks={blocks} />
        </Press>
      </Boundary>
      {message.attachments.map((attachment, at) => (
        <Attachment key={at} attachment={attachment} />
      ))}
      <Files files={message.files} />
    </>
  );
}

/** A message without blocks, as the block that draws the same. */
function spoken(text: string): JsonObject[] {
  return text ? [{ type: "section", text: { type: "mrkdwn", text } }] : [];
}
