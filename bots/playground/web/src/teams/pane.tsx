import { useState } from "react";
import { sayInTeams } from "../ask";
import type { TeamsMessage } from "../model";
import { Feed, Working } from "../parts/feed";
import { Icon } from "../parts/icons";
import { usePlayground } from "../playground";
import { Composer } from "./composer";
import { Message } from "./message";

/** The Teams half of the page. */
export function TeamsPane() {
  const playground = usePlayground();
  const { world } = playground;
  const open = playground.place("teams");
  const channel = world.teams.channels.find((one) => one.id === open);
  const here = world.teams.messages.filter((one) => one.place === open);
  const posts = here.filter((one) => one.root === null);
  const title = channel ? channel.name : world.bot.name;
  return (
    <section className="pane teams" aria-label="Teams">
      <Rail />
      <Sidebar />
      <div className="main">
        <header className="head">
          <PlacePicker />
          <div className="title">
            <h2>{title}</h2>
            <p>{channel ? channel.purpose : "Chat with an app"}</p>
          </div>
        </header>
        <Feed key={`feed ${open}`} label={`Messages in ${title}`} shown={here.map((one) => [one.id, one])}>
          {posts.length === 0 && (
            <div className="empty">
              <img src="assets/icon.svg" alt="" />
              <h3>Quiet so far</h3>
              <p>
                Write a post. It begins with <b>@Waypost</b>, so Waypost answers below it.
              </p>
            </div>
          )}
          {posts.map((post) =>
            channel ? (
              <Thread key={post.id} post={post} replies={here.filter((one) => one.root === post.id)} />
            ) : (
              <Message key={post.id} message={post} bubble />
            ),
          )}
          <Working side="teams" place={open} thread={null} />
        </Feed>
        <Composer
          key={`composer ${open}`}
          label={channel ? `Post in ${channel.name}` : `Message ${world.bot.name}`}
          mentions={channel !== undefined}
          submit={(text, mention) => sayInTeams(text, null, mention, playground)}
        />
      </div>
    </section>
  );
}

function Thread({ post, replies }: { post: TeamsMessage; replies: TeamsMessage[] }) {
  const playground = usePlayground();
  const [replying, setReplying] = useState(false);
  return (
    <div className="thread">
      <Message message={post} />
      <div className="replies">
        {replies.map((reply) => (
          <Message key={reply.id} message={reply} />
        ))}
        <Working side="teams" place={post.place} thread={post.id} />
        {replying ? (
          <Composer
            label="Reply"
            mentions
            focused
            fold={() => setReplying(false)}
            submit={(text, mention) => sayInTeams(text, post.id, mention, playground)}
          />
        ) : (
          <button type="button" className="quiet unfold" onClick={() => setReplying(true)}>
            <Icon of="reply" /> Reply
          </button>
        )}
      </div>
    </div>
  );
}

function Rail() {
  const playground = usePlayground();
  const { world, me } = playground;
  const inChat = playground.place("teams") === me.chat;
  const general = world.teams.channels[0];
  return (
    <nav className="rail" aria-label="Teams sections">
      <button type="button" aria-current={inChat ? "true" : undefined} onClick={() => playground.open("teams", me.chat)}>
        <Icon of="chat" size={20} />
        Chat
      </button>
      <button
        type="button"
        aria-current={inChat ? undefined : "true"}
        onClick={() => general && playground.open("teams", general.id)}
      >
        <Icon of="team" size={20} />
        Teams
      </button>
    </nav>
  );
}

function Sidebar() {
  const { world, me } = usePlayground();
  return (
    <nav className="sidebar" aria-label="Teams conversations">
      <h3>Chat</h3>
      <ul>
        <li>
          <PlaceButton place={me.chat} name={world.bot.name} picture />
        </li>
      </ul>
      <h3>{world.teams.name}</h3>
      <ul>
        {world.teams.channels.map((channel) => (
          <li key={channel.id}>
            <PlaceButton place={channel.id} name={channel.name} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function PlaceButton({ place, name, picture = false }: { place: string; name: string; picture?: boolean }) {
  const playground = usePlayground();
  const unread = playground.unread("teams", place);
  return (
    <button
      type="button"
      className={unread ? "unread" : ""}
      aria-current={playground.place("teams") === place ? "true" : undefined}
      onClick={() => playground.open("teams", place)}
    >
      {picture && <img src="assets/icon.svg" alt="" />}
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
        value={playground.place("teams")}
        onChange={(event) => playground.open("teams", event.target.value)}
      >
        <option value={me.chat}>Chat with {world.bot.name}</option>
        {world.teams.channels.map((channel) => (
          <option key={channel.id} value={channel.id}>
            {channel.name}
          </option>
        ))}
      </select>
      <Icon of="down" size={12} />
    </span>
  );
}
