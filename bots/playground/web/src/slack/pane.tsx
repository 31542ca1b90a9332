import { Fragment } from "react";
import { commandInSlack, sayInSlack } from "../ask";
import { RaiseAlert } from "../parts/alert";
import { Feed, Working } from "../parts/feed";
import { roomName } from "../parts/rooms";
import { Day, sentAt } from "../parts/time";
import { HOME, usePlayground } from "../playground";
import { Composer } from "./composer";
import { AppPage } from "./home";
import { PlacePicker, Sidebar } from "./sidebar";
import { Thread } from "./thread";

/** The Slack half of the page. */
export function SlackPane() {
  const { world, me, place } = usePlayground();
  const open = place("slack");
  const channel = world.slack.channels.find((one) => one.id === open);
  const sign = channel?.kind === "channel" ? "#" : "";
  const name = channel ? roomName(channel, world, me) : world.bot.name;
  return (
    <section className="pane slack" aria-label="Slack">
      <Sidebar />
      <div className="main">
        <header className="head">
          <PlacePicker />
          <div className="title">
            <h2>
              {sign && <span className="hash">#</span>}
              {name}
            </h2>
            <p>{channel ? channel.purpose : "Only you and Waypost"}</p>
          </div>
          <RaiseAlert side="slack" place={open} />
        </header>
        {channel ? (
          <Conversation place={channel.id} name={name} sign={sign} />
        ) : (
          <AppPage messages={<Conversation place={open === HOME ? me.direct : open} name={world.bot.name} sign="" />} />
        )}
      </div>
    </section>
  );
}

/** The messages of a conversation, and where one writes another. */
function Conversation({ place, name, sign }: { place: string; name: string; sign: "#" | "" }) {
  const playground = usePlayground();
  const { world, me } = playground;
  const here = world.slack.messages.filter((one) => one.channel === place && [null, me.slack].includes(one.only_for));
  const roots = here.filter((one) => one.thread === null);
  return (
    <>
      <Feed key={`feed ${place}`} label={`Messages in ${name}`} shown={here.map((one) => [one.ts, one])}>
        {roots.length === 0 && <Empty direct={place === me.direct} />}
        {roots.map((root, at) => (
          <Fragment key={root.ts}>
            <Day at={sentAt(root)} before={sentAt(roots[at - 1])} />
            <Thread root={root} replies={here.filter((one) => one.thread === root.ts)} />
          </Fragment>
        ))}
        <Working side="slack" place={place} thread={null} />
      </Feed>
      <Composer
        key={`composer ${place}`}
        label={`Message ${sign}${name}`}
        commands
        submit={async (text, files) => {
          const first = text.split(/\s/)[0] ?? "";
          if (!first.startsWith("/")) return sayInSlack(text, null, playground, files);
          if (files.length === 0) return commandInSlack(first, text.slice(first.length).trim(), playground);
          playground.tell("error", "A command takes no files. Send them as a message.");
          return null;
        }}
      />
    </>
  );
}

function Empty({ direct }: { direct: boolean }) {
  return (
    <div className="empty">
      <img src="assets/icon.svg" alt="" />
      <h3>{direct ? "Ask as you would ask a colleague" : "Not sure whose it is? Ask"}</h3>
      <p>
        {direct ? (
          "Waypost answers everything that you write here. For instance:"
        ) : (
          <>
            Mention <b>@Waypost</b> and it answers in a thread, or type <b>/route</b> and only you see the answer. Or press
            one of the examples above.
          </>
        )}
      </p>
      {direct && <Prompts />}
    </div>
  );
}

/** What the app suggests to say to it. */
function Prompts() {
  const playground = usePlayground();
  return (
    <ul className="prompts">
      {playground.world.slack.prompts.map(({ title, message }) => (
        <li key={title}>
          <button type="button" className="button" onClick={() => void sayInSlack(message, null, playground)}>
            {title}
          </button>
        </li>
      ))}
    </ul>
  );
}
