// What every part of the page shares.

import { createContext, useContext } from "react";
import type { Taken } from "./live";
import type { Json, JsonObject, Person, Side, World } from "./model";

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
}

export const PlaygroundContext = createContext<Playground | null>(null);

export function usePlayground(): Playground {
  const playground = useContext(PlaygroundContext);
  if (!playground) throw new Error("There is no playground around this part.");
  return playground;
}
