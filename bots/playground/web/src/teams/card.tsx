import {
  type Action,
  AdaptiveCard,
  ExecuteAction,
  GlobalRegistry,
  GlobalSettings,
  HostConfig,
  OpenUrlAction,
  SerializationContext,
  SubmitAction,
  Table,
  Versions,
} from "adaptivecards";
import { useEffect, useLayoutEffect, useRef } from "react";
import type { JsonObject } from "../model";
import { usePlayground } from "../playground";
import { CHANNEL_LINK, HOST } from "./host";
import { markdown } from "./markdown";

AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown(text);
  result.didProcess = true;
};
GlobalSettings.setTabIndexAtCardRoot = false;
// The library's file does so itself, but says that it has no side effects, so that bundlers leave that out.
GlobalRegistry.defaultElements.register("Table", Table, Versions.v1_5);

/** A button of a card that was pressed, with the card's inputs merged into its data. */
export interface Pressed {
  kind: "execute" | "submit";
  verb: string;
  data: JsonObject;
}

/** An Adaptive Card, drawn by the library of its kind. */
export function Card({ card, press }: { card: JsonObject; press: (pressed: Pressed) => Promise<unknown> }) {
  const { open, world } = usePlayground();
  const place = useRef<HTMLDivElement>(null);
  const busy = useRef(false);
  const latest = useRef<(action: Action) => void>(() => {});
  useEffect(() => {
    latest.current = async (action) => {
      if (action instanceof OpenUrlAction) {
        const channel = decodeURIComponent(action.url?.match(CHANNEL_LINK)?.[1] ?? "");
        if (world.teams.channels.some((one) => one.id === channel)) open("teams", channel);
        else if (action.url) window.open(action.url, "_blank", "noopener");
        return;
      }
      if (busy.current || !(action instanceof ExecuteAction || action instanceof SubmitAction)) return;
      busy.current = true;
      const data = (action.data ?? {}) as JsonObject;
      await press(
        action instanceof ExecuteAction
          ? { kind: "execute", verb: action.verb, data }
          : { kind: "submit", verb: "", data },
      );
      busy.current = false;
    };
  });
  useLayoutEffect(() => {
    const drawn = new AdaptiveCard();
    drawn.version = Versions.v1_5;
    drawn.hostConfig = new HostConfig(HOST);
    drawn.onExecuteAction = (action) => latest.current(action);
    drawn.parse(card, new SerializationContext(Versions.v1_5));
    const element = drawn.render();
    place.current?.replaceChildren(...(element ? [element] : []));
  }, [card]);
  return <div ref={place} className="card" />;
}
