// A message's text as its author typed it: the other way round from bots/playground/slack/markup.py.

import type { World } from "../model";

const MARKED = /<([^<>]*)>|&(?:lt|gt|amp);/g;
const ENTITIES: { [entity: string]: string } = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };

export function typed(text: string, world: World): string {
  return text.replace(MARKED, (whole: string, marked: string | undefined) => {
    if (marked === undefined) return ENTITIES[whole] ?? whole;
    const [target = "", label = ""] = marked.split("|");
    if (target.startsWith("@")) {
      const known = [...world.people, world.bot].find((one) => one.slack === target.slice(1));
      return `@${known?.name ?? "someone"}`;
    }
    if (target.startsWith("#")) return `#${label}`;
    if (target.startsWith("!")) return `@${target.slice(1)}`;
    return typed(target, world);
  });
}
