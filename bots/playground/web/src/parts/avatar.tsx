import { usePlayground } from "../playground";

/** How many colours style/base.css has for people. */
const TINTS = 3;

/** The picture of a person, or of the bot, by their id on either platform. */
export function Avatar({ of }: { of: string }) {
  const { world } = usePlayground();
  const at = world.people.findIndex((person) => person.slack === of || person.teams === of);
  const person = world.people[at];
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
  return (id) => world.people.find((person) => person.slack === id || person.teams === id)?.name ?? world.bot.name;
}
