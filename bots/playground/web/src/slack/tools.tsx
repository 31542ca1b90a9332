import type { SlackMessage } from "../model";
import { Icon } from "../parts/icons";
import { act } from "../live";
import { usePlayground } from "../playground";
import { type Action, ActionMenu } from "./actions";
import { Emoji } from "./emoji";

interface Props {
  message: SlackMessage;
  name: string;
  reply?: (() => void) | undefined;
  edit: () => void;
  forward: () => void;
}

/** What can be done to a message. A message for one person alone has neither emojis nor shortcuts. */
export function Tools({ message, name, reply, edit, forward }: Props) {
  const playground = usePlayground();
  const { world, me } = playground;
  const { raw } = message;
  const react = useReact(message);
  const thread = useAnswerPlace(message);
  const take = (callback: string) => {
    const body = { as: me.id, callback, channel: message.channel, ts: message.ts };
    void playground.send("slack/shortcut", body, { side: "slack", place: message.channel, thread });
  };
  const remove = async () => {
    const outcome = await act("slack/delete", { as: me.id, channel: message.channel, ts: message.ts });
    if ("error" in outcome) playground.tell("error", outcome.error);
  };
  const isMine = message.user === me.slack;
  const actions: Action[] = [
    ...world.slack.shortcuts
      .filter((shortcut) => shortcut.kind === "message")
      .map((shortcut) => ({
        name: shortcut.name,
        hint: world.bot.name,
        picture: <img src="assets/icon.svg" alt="" />,
        act: () => take(shortcut.callback),
      })),
    { name: "Forward…", hint: "", picture: <Icon of="forward" />, act: forward },
    ...(isMine && message.text ? [{ name: "Edit message", hint: "", picture: <Icon of="pencil" />, act: edit }] : []),
    ...(isMine
      ? [{ name: "Delete message", hint: "", picture: <Icon of="bin" />, act: () => void remove() }]
      : []),
  ];
  const isOpen = !message.only_for && !message.deleted;
  return (
    <div className="tools">
      {isOpen && (
        <ActionMenu
          label={`Add a reaction to the message of ${name}`}
          icon="smile"
          actions={world.slack.emojis.map((emoji, at) => ({
            name: `:${emoji}:`,
            hint: at === 0 ? `asks ${world.bot.name} who owns this` : "",
            picture: <Emoji of={emoji} />,
            act: () => react(emoji),
          }))}
        />
      )}
      {reply && (
        <button type="button" className="bare" aria-label={`Reply to ${name} in a thread`} onClick={reply}>
          <Icon of="reply" />
        </button>
      )}
      {isOpen && <ActionMenu label={`More actions for the message of ${name}`} icon="more" actions={actions} />}
      {raw && (
        <button
          type="button"
          className="bare"
          aria-label={`Inspect the message of ${name}`}
          onClick={() =>
            playground.inspect(
              message.user === world.bot.slack ? "What Waypost sent to Slack" : "What Slack sent to Waypost",
              raw,
            )
          }
        >
          <Icon of="braces" />
        </button>
      )}
    </div>
  );
}

/** The emojis on a message; a press puts one's own beside them, or takes it off. */
export function Reactions({ message }: { message: SlackMessage }) {
  const { me } = usePlayground();
  const react = useReact(message);
  if (message.reactions.length === 0) return null;
  return (
    <div className="reactions" role="group" aria-label="Reactions">
      {message.reactions.map(({ name, users }) => (
        <button
          key={name}
          type="button"
          aria-pressed={users.includes(me.slack)}
          aria-label={`${name}, ${users.length} ${users.length === 1 ? "person" : "people"}`}
          onClick={() => react(name)}
        >
          <Emoji of={name} /> {users.length}
        </button>
      ))}
    </div>
  );
}

function useReact(message: SlackMessage): (emoji: string) => void {
  const { me, send } = usePlayground();
  const thread = useAnswerPlace(message);
  return (emoji) => {
    const body = { as: me.id, channel: message.channel, ts: message.ts, emoji };
    void send("slack/react", body, { side: "slack", place: message.channel, thread });
  };
}

/** The thread in which a private answer to a message comes; null for the conversation itself, while the thread has none yet. */
function useAnswerPlace(message: SlackMessage): string | null {
  const { messages } = usePlayground().world.slack;
  if (message.thread) return message.thread;
  const answered = messages.some((one) => one.channel === message.channel && one.thread === message.ts && !one.only_for);
  return answered ? message.ts : null;
}
