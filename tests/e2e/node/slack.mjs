// Starts npm's `emulate` with two things that it can do but that its command line does not offer: events are sent to
// SLACK_EVENTS_URL, and what is open on the screen can be looked at under /seen.

import { readFileSync, readdirSync } from "node:fs";

// as the emulator itself asks for them
const VIEWS = ["slack.views", ["view_id", "user_id", "external_id", "root_view_id"]];
const CHANNELS = ["slack.channels", ["channel_id", "name"]];

const dist = new URL("./node_modules/emulate/dist/", import.meta.url);
const holdsSlack = (name) =>
  /^dist-.*\.js$/.test(name) && readFileSync(new URL(name, dist), "utf8").includes("var slackPlugin =");
const { slackPlugin } = await import(new URL(readdirSync(dist).find(holdsSlack), dist));

const register = slackPlugin.register;
slackPlugin.register = (app, store, webhooks, ...rest) => {
  app.get("/seen/views", (context) => context.json(store.collection(...VIEWS).all()));
  register(app, store, webhooks, ...rest);
  const url = process.env.SLACK_EVENTS_URL;
  if (!url) return;
  webhooks.register({ url, events: ["*"], active: true, owner: "slack" });
  const dispatch = webhooks.dispatch.bind(webhooks);
  webhooks.dispatch = (name, action, payload, ...where) => {
    const channel = store.collection(...CHANNELS).findOneBy("channel_id", payload.event.channel);
    // Slack says of each message in which kind of conversation it was; the emulator leaves that out
    const kind = channel?.is_im ? "im" : channel?.is_private ? "group" : "channel";
    const event = name === "message" ? { ...payload.event, channel_type: kind } : payload.event;
    return dispatch(name, action, { ...payload, event }, ...where);
  };
};

await import(new URL("index.js", dist));
