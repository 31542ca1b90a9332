// Channels and groups, as far as the visitor's person sees them.

import type { Channel, Person, Side, World } from "../model";

export function rooms(world: World, side: Side, me: Person): Channel[] {
  return world[side].channels.filter((room) => room.members.includes(me.id));
}

/** Its name; a group without one is called by the others in it. */
export function roomName(room: Channel, world: World, me: Person): string {
  if (room.name) return room.name;
  const others = world.people.filter((person) => person.id !== me.id && room.members.includes(person.id));
  return others.map((person) => person.name).join(", ");
}
