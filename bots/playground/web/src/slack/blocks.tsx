// Block Kit. The library draws everything that is only looked at; what can be pressed is ours, for its buttons do nothing.

import { type Block, Message as Drawn } from "slack-blocks-to-jsx";
import type { Json, JsonObject } from "../model";
import { usePlayground } from "../playground";
import { Control, isControl } from "./controls";

export function Blocks({ blocks }: { blocks: JsonObject[] }) {
  return <div className="blocks">{blocks.map((block, at) => drawn(block, at))}</div>;
}

function drawn(block: JsonObject, at: number) {
  const { accessory, ...rest } = block;
  if ((block["type"] === "actions" || block["type"] === "context_actions") && Array.isArray(block["elements"])) {
    return (
      <div key={at} className={block["type"] === "actions" ? "actions" : "actions small"}>
        {block["elements"].map((element, position) => (
          <Control key={position} element={element as JsonObject} />
        ))}
      </div>
    );
  }
  if (isControl(accessory)) {
    return (
      <div key={at} className="with-accessory">
        <LookedAt block={rest} />
        <Control element={accessory} />
      </div>
    );
  }
  return <LookedAt key={at} block={block} />;
}

function LookedAt({ block }: { block: JsonObject }) {
  const { world, open } = usePlayground();
  const { channels } = world.slack;
  const users = [...world.people, world.bot, world.monitoring].map((one) => ({ id: one.slack, name: one.name }));
  const hooks = {
    channel: ({ id }: { id: string }) => {
      const channel = channels.find((one) => one.id === id);
      if (!channel) return <span>#{id}</span>;
      return (
        <button type="button" className="link" onClick={() => open("slack", id)}>
          #{channel.name}
        </button>
      );
    },
  };
  return (
    <Drawn withoutWrapper name="" logo="" blocks={[faithful(block) as unknown as Block]} data={{ users }} hooks={hooks} />
  );
}

/** In a text in markup: what is escaped, and words that would notify everybody if they were marked up, which they are not. */
const NO_MARKUP = /&lt;|&gt;|@(?=channel\b|here\b|everyone\b)/g;
const AS_NUMBERS: { [mark: string]: string } = { "&lt;": "&#60;", "&gt;": "&#62;", "@": "&#64;" };

/**
 * The block so that the library draws what Slack would. It unescapes a text before it looks for markup in it, but not
 * numbered entities; it looks for markup in plain text, too, unless that is `verbatim`; and it takes `verbatim`, which in
 * Slack only stops names and addresses from becoming links, to switch off all markup.
 */
function faithful(value: Json): Json {
  if (Array.isArray(value)) return value.map(faithful);
  if (value === null || typeof value !== "object") return value;
  const { type, text, verbatim: _, ...rest } = value;
  if (type === "plain_text") return { ...value, verbatim: true };
  if (type === "mrkdwn" && typeof text === "string") {
    return { ...rest, type, text: text.replace(NO_MARKUP, (mark) => AS_NUMBERS[mark] ?? mark) };
  }
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, faithful(inner)]));
}
