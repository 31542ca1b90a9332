// What the server tells the page; bots/playground/mount.py and the two as_shown() of the messages say the same.

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
export type JsonObject = { [name: string]: Json };

export type Side = "slack" | "teams";

export interface Person {
  id: string;
  name: string;
  job: string;
  slack: string;
  teams: string;
  /** id of the direct conversation with the bot in Slack */
  direct: string;
  /** id of the chat with the bot in Teams */
  chat: string;
}

export interface Channel {
  id: string;
  name: string;
  purpose: string;
}

export interface Command {
  name: string;
  hint: string;
  purpose: string;
}

export interface SlackMessage {
  channel: string;
  ts: string;
  user: string;
  text: string;
  blocks: JsonObject[];
  thread: string | null;
  only_for: string | null;
  /** what the app keeps with it: messages about a request that was handed over have some */
  metadata: JsonObject | null;
  raw: JsonObject | null;
}

export interface TeamsMessage {
  place: string;
  id: string;
  sender: string;
  text: string;
  format: "plain" | "markdown" | "xml";
  cards: JsonObject[];
  root: string | null;
  /** cards that single people see instead, by their Teams id */
  seen: { [person: string]: JsonObject };
  raw: JsonObject | null;
}

export interface World {
  people: Person[];
  bot: { name: string; slack: string; teams: string };
  examples: string[];
  /** seconds that the playground's clock is ahead of this machine's */
  ahead: number;
  slack: { channels: Channel[]; commands: Command[]; messages: SlackMessage[] };
  teams: { name: string; channels: Channel[]; messages: TeamsMessage[] };
}

/** A form of the app's, as `views.open` takes it, with its id. */
export interface SlackView {
  id: string;
  title: JsonObject;
  submit: JsonObject;
  close: JsonObject;
  blocks: JsonObject[];
}

export type Change =
  | { type: "state"; state: World }
  | { type: "time"; ahead: number }
  | { type: "slack.view"; person: string; view: SlackView }
  | { type: "slack.message"; message: SlackMessage }
  | { type: "slack.removed"; channel: string; ts: string }
  | { type: "teams.message"; message: TeamsMessage }
  | { type: "teams.removed"; place: string; id: string }
  | { type: "teams.typing"; place: string; root: string | null };

/** The world after a change. */
export function changed(world: World | null, change: Change): World | null {
  if (change.type === "state") return change.state;
  if (!world) return null;
  const { slack, teams } = world;
  switch (change.type) {
    case "slack.message": {
      const { channel, ts } = change.message;
      const messages = put(slack.messages, change.message, (m) => m.channel === channel && m.ts === ts);
      return { ...world, slack: { ...slack, messages } };
    }
    case "slack.removed": {
      const messages = slack.messages.filter((m) => m.channel !== change.channel || m.ts !== change.ts);
      return { ...world, slack: { ...slack, messages } };
    }
    case "teams.message": {
      const { place, id } = change.message;
      const messages = put(teams.messages, change.message, (m) => m.place === place && m.id === id);
      return { ...world, teams: { ...teams, messages } };
    }
    case "teams.removed": {
      const messages = teams.messages.filter((m) => m.place !== change.place || m.id !== change.id);
      return { ...world, teams: { ...teams, messages } };
    }
    case "time":
      return { ...world, ahead: change.ahead };
    case "slack.view":
    case "teams.typing":
      return world;
  }
}

function put<Message>(messages: Message[], message: Message, same: (one: Message) => boolean): Message[] {
  const at = messages.findIndex(same);
  return at < 0 ? [...messages, message] : messages.with(at, message);
}
