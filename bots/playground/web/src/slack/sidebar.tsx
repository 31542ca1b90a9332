import { Icon } from "../parts/icons";
import { roomName, rooms } from "../parts/rooms";
import { HOME, type Playground, usePlayground } from "../playground";

/** The conversations, at the side. */
export function Sidebar() {
  const { world, me } = usePlayground();
  const seen = rooms(world, "slack", me);
  const groups = seen.filter((room) => room.kind === "group");
  return (
    <nav className="sidebar" aria-label="Slack conversations">
      <p className="workspace">Example Ltd</p>
      <h3>Channels</h3>
      <ul>
        {seen
          .filter((room) => room.kind === "channel")
          .map((channel) => (
            <li key={channel.id}>
              <PlaceButton place={channel.id} sign="#" name={channel.name} />
            </li>
          ))}
      </ul>
      {groups.length > 0 && <h3>Direct messages</h3>}
      <ul>
        {groups.map((group) => (
          <li key={group.id}>
            <PlaceButton place={group.id} sign={group.members.length - 1} name={roomName(group, world, me)} />
          </li>
        ))}
      </ul>
      <h3>Apps</h3>
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
      aria-current={shown(playground) === place ? "true" : undefined}
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
export function PlacePicker() {
  const playground = usePlayground();
  const { world, me } = playground;
  return (
    <span className="places select">
      <select
        aria-label="Conversation"
        value={shown(playground)}
        onChange={(event) => playground.open("slack", event.target.value)}
      >
        {rooms(world, "slack", me).map((room) => (
          <option key={room.id} value={room.id}>
            {room.kind === "channel" ? "# " : ""}
            {roomName(room, world, me)}
          </option>
        ))}
        <option value={me.direct}>{world.bot.name}</option>
      </select>
      <Icon of="down" size={12} />
    </span>
  );
}

/** The conversation that is open, or to which the open home belongs. */
function shown(playground: Playground): string {
  const place = playground.place("slack");
  return place === HOME ? playground.me.direct : place;
}
