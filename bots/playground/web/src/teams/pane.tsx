import { Fragment, useState } from "react";
import { sayInTeams } from "../ask";
import type { TeamsMessage } from "../model";
import { RaiseAlert } from "../parts/alert";
import { Feed, Working } from "../parts/feed";
import { Icon } from "../parts/icons";
import { rooms } from "../parts/rooms";
import { Day, sentAt } from "../parts/time";
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
  const isGroup = channel?.kind === "group";
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
          <RaiseAlert side="teams" place={open} />
        </header>
        <Feed key={`feed ${open}`} label={`Messages in ${title}`} shown={here.map((one) => [one.id, one])}>
          {posts.length === 0 && (
            <div className="empty">
              <img src="assets/icon.svg" alt="" />
              <h3>Quiet so far</h3>
              <p>
                Write a {isGroup ? "message" : "post"}. It begins with <b>@Waypost</b>, so Waypost answers below it.
              </p>
            </div>
          )}
          {posts.map((post, at) => (
            <Fragment key={post.id}>
              <Day at={sentAt(post)} before={sentAt(posts[at - 1])} />
              {channel && !isGroup ? (
                <Thread post={post} replies={here.filter((one) => one.root === post.id)} />
              ) : (
                <Message message={post} bubble />
              )}
            </Fragment>
          ))}
          <Working side="teams" place={open} thread={null} />
        </Feed>
        <Composer
          key={`composer ${open}`}
          label={channel && !isGroup ? `Post in ${title}` : `Message ${title}`}
          mentions={channel !== undefined}
          submit={(text, mention, files, card) => sayInTeams(text, null, mention, playground, files, card)}
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
        {replies.map((reply, at) => (
          <Fragment key={reply.id}>
            <Day at={sentAt(reply)} before={sentAt(replies[at - 1] ?? post)} />
            <Message message={reply} />
          </Fragment>
        ))}
        <Working side="teams" place={post.place} thread={post.id} />
        {replying ? (
          <Composer
            label="Reply"
            mentions
            focused
            fold={() => setReplying(false)}
            submit={(text, mention, files, card) => sayInTeams(text, post.id, mention, playground, files, card)}
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
  const here = playground.place("teams");
  const inChat = world.teams.channels.find((one) => one.id === here)?.kind !== "channel";
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
  const seen = rooms(world, "teams", me);
  return (
    <nav className="sidebar" aria-label="Teams conversations">
      <h3>Chat</h3>
      <ul>
        <li>
          <PlaceButton place={me.chat} name={world.bot.name} picture />
        </li>
        {seen
          .filter((room) => room.kind === "group")
          .map((group) => (
            <li key={group.id}>
              <PlaceButton place={group.id} name={group.name} />
            </li>
          ))}
      </ul>
      <h3>{world.teams.name}</h3>
      <ul>
        {seen
          .filter((room) => room.kind === "channel")
          .map((channel) => (
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
        {rooms(world, "teams", me).map((room) => (
          <option key={room.id} value={room.id}>
            {room.name}
          </option>
        ))}
      </select>
      <Icon of="down" size={12} />
    </span>
  );
}
