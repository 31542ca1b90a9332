import { act } from "../live";
import type { TeamsMessage } from "../model";
import { Icon } from "../parts/icons";
import { usePlayground } from "../playground";
import { type Action, ActionMenu } from "../slack/actions";

/** What one can be about to do with a message. */
export type Doing = "edit" | "forward" | "ask";

interface Props {
  message: TeamsMessage;
  name: string;
  take: (what: Doing) => void;
}

/** What can be done to a message. Cards are not forwarded, and only one's own messages are changed. */
export function Tools({ message, name, take }: Props) {
  const playground = usePlayground();
  const { me, world } = playground;
  const { raw } = message;
  const isBot = message.sender === world.bot.teams;
  const isMine = message.sender === me.teams;
  const remove = async () => {
    const outcome = await act("teams/delete", { as: me.id, place: message.place, id: message.id });
    if ("error" in outcome) playground.tell("error", outcome.error);
  };
  const canForward = message.text !== "" || message.files.length > 0;
  const actions: Action[] = [
    {
      name: "Who owns this?",
      hint: world.bot.name,
      picture: <img src="assets/icon.svg" alt="" />,
      act: () => take("ask"),
    },
    ...(canForward ? [{ name: "Forward…", hint: "", picture: <Icon of="forward" />, act: () => take("forward") }] : []),
    ...(isMine && message.text
      ? [{ name: "Edit message", hint: "", picture: <Icon of="pencil" />, act: () => take("edit") }]
      : []),
    ...(isMine ? [{ name: "Delete message", hint: "", picture: <Icon of="bin" />, act: () => void remove() }] : []),
  ];
  return (
    <div className="tools">
      {!message.deleted && <ActionMenu label={`More options for the message of ${name}`} icon="more" actions={actions} />}
      {raw && (
        <button
          type="button"
          className="bare"
          aria-label={`Inspect the message of ${name}`}
          onClick={() => playground.inspect(isBot ? "What Waypost sent to Teams" : "What Teams sent to Waypost", raw)}
        >
          <Icon of="braces" />
        </button>
      )}
    </div>
  );
}
