// What every part of the page shares.

import { createContext, useContext } from "react";
import type { Taken } from "./live";
import type { Json, JsonObject, Person, Side, World } from "./model";
import type { Toast } from "./parts/toasts";

/** Stands for a conversation in Slack where the bot's home is open instead. */
export const HOME = "home";

/** Where an answer of the bot's is awaited: a conversation, and in it a thread. */
export interface Waiting {
  side: Side;
  place: string;
  thread: string | null;
}

export interface Playground {
  world: World;
  /** whom the visitor plays */
  me: Person;
  waiting: readonly Waiting[];
  /** Does something on the server. Returns what it made of it, or null where it failed and the visitor was told why. */
  send(path: string, body: { [name: string]: Json }, awaited: Waiting): Promise<Taken | null>;
  /** Shows what went over the wire for a message. */
  inspect(title: string, raw: JsonObject): void;
  /** The open conversation of a side, and how to open another. */
  place(side: Side): string;
  open(side: Side, place: string): void;
  unread(side: Side, place: string): boolean;
  /** Says something to the visitor beside the conversations. */
  tell(kind: Toast["kind"], says: string): void;
}

export const PlaygroundContext = createContext<Playground | null>(null);

export function usePlayground(): Playground {
  const playground = useContext(PlaygroundContext);
  if (!playground) throw new Error("There is no playground around this part.");
  return playground;
}
