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
  is_guest: boolean;
}

/** A channel, or a group of people who talk among themselves: in Slack that has no name of its own. */
export interface Channel {
  id: string;
  name: string;
  purpose: string;
  kind: "channel" | "group";
  /** ids of the people who see it */
  members: string[];
}

/** An app: the bot, or the one that raises alerts. */
export interface App {
  name: string;
  slack: string;
  teams: string;
}

/** A file that is about to be sent, with a small picture of it where it is one. */
export interface GivenFile {
  name: string;
  type: string;
  size: number;
  preview: string | null;
}

export interface SentFile extends GivenFile {
  id: string;
}

export interface Command {
  name: string;
  hint: string;
  purpose: string;
}

export interface Shortcut {
  callback: string;
  kind: "message" | "global";
  name: string;
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
  /** the emojis on it, each with who put it there */
  reactions: { name: string; users: string[] }[];
  files: SentFile[];
  /** a forwarded message, or what another app adds */
  attachments: JsonObject[];
  edited: boolean;
  deleted: boolean;
}

/** A message in another that forwards it. */
export interface Forwarded {
  name: string;
  text: string;
  files: SentFile[];
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
  files: SentFile[];
  forwarded: Forwarded | null;
  edited: boolean;
  deleted: boolean;
}

export interface World {
  people: Person[];
  bot: App;
  monitoring: App;
  examples: string[];
  /** seconds that the playground's clock is ahead of this machine's */
  ahead: number;
  slack: {
    channels: Channel[];
    /** id of the channel in which the monitoring raises alerts */
    alerts: string;
    commands: Command[];
    shortcuts: Shortcut[];
    /** what the bot's messages tab suggests to say */
    prompts: { title: string; message: string }[];
    /** what can be put on messages; the first asks who owns one */
    emojis: string[];
    messages: SlackMessage[];
    /** the app's home of each person for whom it has drawn one, by Slack id */
    homes: { [person: string]: SlackView };
  };
  teams: { name: string; channels: Channel[]; alerts: string; messages: TeamsMessage[] };
}

/** A form or a home of the app's, as the Web API takes it, with its id. A home has blocks alone. */
export interface SlackView {
  id: string;
  title?: JsonObject;
  submit?: JsonObject | null;
  close?: JsonObject | null;
  blocks: JsonObject[];
}

export type Change =
  | { type: "state"; state: World }
  | { type: "time"; ahead: number }
  | { type: "slack.view"; person: string; how: "open" | "push" | "update"; view: SlackView }
  | { type: "slack.closed"; person: string; view: string | null }
  | { type: "slack.home"; person: string; view: SlackView }
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
    case "slack.home":
      return { ...world, slack: { ...slack, homes: { ...slack.homes, [change.person]: change.view } } };
    case "slack.view":
    case "slack.closed":
    case "teams.typing":
      return world;
  }
}

/** The forms that lie over the page, the lowest first, after a change for the person who sees them. */
export function stacked(views: readonly SlackView[], change: Change): readonly SlackView[] {
  if (change.type === "slack.closed") return views.filter((view) => change.view !== null && view.id !== change.view);
  if (change.type !== "slack.view") return views;
  switch (change.how) {
    case "open":
      return [change.view];
    case "push":
      return [...views, change.view];
    case "update": // of one that the person has closed nothing is seen any more
      return views.map((view) => (view.id === change.view.id ? change.view : view));
  }
}

function put<Message>(messages: Message[], message: Message, same: (one: Message) => boolean): Message[] {
  const at = messages.findIndex(same);
  return at < 0 ? [...messages, message] : messages.with(at, message);
}
