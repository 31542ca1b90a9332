// How a question is put on either side.

import type { Taken } from "./live";
import type { GivenFile, Json, JsonObject, Side } from "./model";
import { HOME, type Playground } from "./playground";

/** Asks in the open conversation: with a mention in a channel, without one in the bot's own. */
export function askIn(side: Side, text: string, playground: Playground): Promise<Taken | null> {
  const { me, world } = playground;
  const place = playground.place(side);
  if (side === "teams") return sayInTeams(text, null, place !== me.chat, playground);
  if (place === HOME) playground.open("slack", me.direct);
  return sayInSlack(place === me.direct || place === HOME ? text : `@${world.bot.name} ${text}`, null, playground);
}

export function sayInSlack(
  text: string,
  thread: string | null,
  playground: Playground,
  files: GivenFile[] = [],
): Promise<Taken | null> {
  const channel = conversation(playground);
  const body = { as: playground.me.id, channel, text, thread, files: files as unknown as Json };
  return playground.send("slack/say", body, { side: "slack", place: channel, thread });
}

/** The open conversation in Slack; with the home open, the one that belongs to it. */
function conversation(playground: Playground): string {
  const place = playground.place("slack");
  return place === HOME ? playground.me.direct : place;
}

export function commandInSlack(command: string, text: string, playground: Playground): Promise<Taken | null> {
  const channel = playground.place("slack");
  const body = { as: playground.me.id, channel, command, text };
  return playground.send("slack/command", body, { side: "slack", place: channel, thread: null });
}

export function sayInTeams(
  text: string,
  root: string | null,
  mention: boolean,
  playground: Playground,
  files: GivenFile[] = [],
  card: JsonObject | null = null,
): Promise<Taken | null> {
  const place = playground.place("teams");
  const body = { as: playground.me.id, place, text, root, mention, files: files as unknown as Json, card };
  return playground.send("teams/say", body, { side: "teams", place, thread: root });
}
