// The connection to the server: every change comes over it, and what the person does goes out by POST.

import { useEffect, useRef, useState } from "react";
import type { Change, Json, JsonObject } from "./model";

/** Between attempts to connect again; grows up to the second value. */
const RETRY_MS = [500, 5_000] as const;

/** Calls `take` with every change. Returns whether the connection stands. */
export function useLive(take: (change: Change) => void): boolean {
  const [connected, setConnected] = useState(true);
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    let socket: WebSocket | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wait: number = RETRY_MS[0];
    let closing = false;
    const connect = () => {
      socket = new WebSocket(new URL("live", location.href));
      socket.onmessage = (event: MessageEvent<string>) => {
        wait = RETRY_MS[0];
        setConnected(true);
        latest.current(JSON.parse(event.data) as Change);
      };
      socket.onclose = () => {
        if (closing) return;
        setConnected(false);
        timer = setTimeout(connect, wait);
        wait = Math.min(wait * 2, RETRY_MS[1]);
      };
    };
    connect();
    return () => {
      closing = true;
      clearTimeout(timer);
      socket?.close();
    };
  }, []);
  return connected;
}

/**
 * What the server made of something that the person did: whether the bot answers it (null where it may stay silent), what
 * Teams says beside a card, and what is wrong with a form, by input.
 */
export interface Taken {
  heard: boolean | null;
  says?: string | null;
  errors?: { [input: string]: string } | null;
  /** a dialog that the bot shows in Teams */
  dialog?: Dialog | null;
  /** what was looked up there */
  found?: Found[];
}

export interface Dialog {
  title: string;
  card: JsonObject;
}

/** One of the things that were looked up, and the card that it becomes in a message. */
export interface Found {
  title: string;
  text: string;
  card: JsonObject;
}

/** Or why it made nothing of it, in a sentence. */
export type Outcome = Taken | { error: string };

export async function act(path: string, body: { [name: string]: Json }): Promise<Outcome> {
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Outcome;
  } catch {
    return { error: "The playground cannot be reached." };
  }
}
