import { useState } from "react";
import { commandInSlack, sayInSlack } from "../ask";
import type { SlackMessage } from "../model";
import { Feed, Working } from "../parts/feed";
import { Icon } from "../parts/icons";
import { usePlayground } from "../playground";
import { Composer } from "./composer";
import { Message } from "./message";

/** The Slack half of the page. */
export function SlackPane() {
  const playground = usePlayground();
  const { world, me } = playground;
  const open = playground.place("slack");
  const channel = world.slack.channels.find((one) => one.id === open);
  const here = world.slack.messages.filter((one) => one.channel === open && [null, me.slack].includes(one.only_for));
  const roots = here.filter((one) => one.thread === null);
  const title = channel ? channel.name : world.bot.name;
  return (
    <section className="pane slack" aria-label="Slack">
      <Sidebar />
      <div className="main">
        <header className="head">
          <PlacePicker />
          <div className="title">
            <h2>
              {channel && <span className="hash">#</span>}
              {title}
            </h2>
            <p>{channel ? channel.purpose : "Only you and Waypost"}</p>
          </div>
        </header>
        <Feed key={`feed ${open}`} label={`Messages in ${title}`} shown={here.map((one) => [one.ts, one])}>
          {roots.length === 0 && <Empty direct={!channel} />}
          {roots.map((root) => (
            <Thread key={root.ts} root={root} replies={here.filter((one) => one.thread === root.ts)} />
          ))}
          <Working side="slack" place={open} thread={null} />
        </Feed>
        <Composer
          key={`composer ${open}`}
          label={channel ? `Message #${channel.name}` : `Message ${world.bot.name}`}
          commands
          submit={(text) => {
            const first = text.split(/\s/)[0] ?? "";
            return first.startsWith("/")
              ? commandInSlack(first, text.slice(first.length).trim(), playground)
              : sayInSlack(text, null, playground);
          }}
        />
      </div>
    </section>
  );
}

function Empty({ direct }: { direct: boolean }) {
  return (
    <div className="empty">
      <img src="assets/icon.svg" alt="" />
      <h3>{direct ? "Ask as you would ask a colleague" : "Not sure whose it is? Ask"}</h3>
      <p>
        {direct ? (
          "Waypost answers everything that you write here."
        ) : (
          <>
            Mention <b>@Waypost</b> and it answers in a thread, or type <b>/route</b> and only you see the answer. Or press
            one of the examples above.
          </>
        )}
      </p>
    </div>
  );
}

function Sidebar() {
  const { world, me } = usePlayground();
  return (
    <nav className="sidebar" aria-label="Slack conversations">
      <p className="workspace">Example Ltd</p>
      <h3>Channels</h3>
      <ul>
        {world.slack.channels.map((channel) => (
          <li key={channel.id}>
            <PlaceButton place={channel.id} sign="#" name={channel.name} />
          </li>
        ))}
      </ul>
      <h3>Direct messages</h3>
      <ul>
        <li>
          <PlaceButton place={me.direct} sign={<img src="assets/icon.svg" alt="" />} name={world.bot.name} />
        </li>
      </ul>
    </nav>
  );
}

function PlaceButton({ place, sign, name }: { place: string; sign: React.ReactNode; name: string }) {
  const playground = usePlayground();
  const unread = playground.unread("slack", place);
  return (
    <button
      type="button"
      className={unread ? "unread" : ""}
      aria-current={playground.place("slack") === place ? "true" : undefined}
      onClick={() => playground.open("slack", place)}
    >
      <span className="sign" aria-hidden="true">
        {sign}
      </span>
      <span className="name">{name}</span>
      {unread && <span className="hidden"> unread</span>}
    </button>
  );
}

/** Stands for the sidebar where there is no room for it. */
function PlacePicker() {
  const playground = usePlayground();
  const { world, me } = playground;
  return (
    <span className="places select">
      <select
        aria-label="Conversation"
        value={playground.place("slack")}
        onChange={(event) => playground.open("slack", event.target.value)}
      >
        {world.slack.channels.map((channel) => (
          <option key={channel.id} value={channel.id}>
            # {channel.name}
          </option>
        ))}
        <option value={me.direct}>{world.bot.name}</option>
      </select>
      <Icon of="down" size={12} />
    </span>
  );
}

function Thread({ root, replies }: { root: SlackMessage; replies: SlackMessage[] }) {
  const playground = usePlayground();
  const { world, me } = playground;
  const [replying, setReplying] = useState(false);
  // in the thread of a request one talks to the other side, elsewhere to the bot
  const toTheBot = root.channel !== me.direct && ![root, ...replies].some((one) => one.metadata);
  return (
    <div className="thread">
      <Message message={root} reply={root.only_for ? undefined : () => setReplying(true)} />
      <div className="replies">
        {replies.map((reply) => (
          <Message key={reply.ts} message={reply} />
        ))}
        <Working side="slack" place={root.channel} thread={root.ts} />
        {(replies.length > 0 || replying) && (
          <Composer
            key={String(toTheBot)}
            label="Reply in the thread"
            start={toTheBot ? `@${world.bot.name} ` : ""}
            folded={!replying}
            unfold={() => setReplying(true)}
            fold={() => setReplying(false)}
            submit={(text) => sayInSlack(text, root.ts, playground)}
          />
        )}
      </div>
    </div>
  );
}
