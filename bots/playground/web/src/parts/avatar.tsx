import { usePlayground } from "../playground";
import { Icon } from "./icons";

/** How many colours style/base.css has for people. */
const TINTS = 4;

/** The picture of a person, or of the bot, by their id on either platform. */
export function Avatar({ of }: { of: string }) {
  const { world } = usePlayground();
  const at = world.people.findIndex((person) => person.slack === of || person.teams === of);
  const person = world.people[at];
  if (of === world.monitoring.slack || of === world.monitoring.teams) {
    return (
      <span className="avatar monitoring" aria-hidden="true">
        <Icon of="pulse" size={20} />
      </span>
    );
  }
  if (!person) return <img className="avatar" src="assets/icon.svg" alt="" />;
  const initials = person.name.split(" ").map((part) => part[0]);
  return (
    <span className={`avatar tint-${at % TINTS}`} aria-hidden="true">
      {initials}
    </span>
  );
}

/** The name of a person, or of the bot, by their id on either platform. */
export function useName(): (id: string) => string {
  const { world } = usePlayground();
  const known = [...world.people, world.monitoring];
  return (id) => known.find((one) => one.slack === id || one.teams === id)?.name ?? world.bot.name;
}
