import type { Json, JsonObject } from "../model";
import { Icon } from "../parts/icons";
import { Blocks } from "./blocks";

/** What hangs on a message: another message that it forwards, or what an app has to say. */
export function Attachment({ attachment }: { attachment: JsonObject }) {
  const isShare = attachment["is_share"] === true;
  const colour = `#${text(attachment["color"]) || "d0d0d0"}`;
  return (
    <blockquote className="quoted" style={{ borderLeftColor: colour }} aria-label={isShare ? "Forwarded message" : undefined}>
      {isShare && <p className="from">{text(attachment["author_name"])}</p>}
      {text(attachment["title"]) && <p className="title">{text(attachment["title"])}</p>}
      {text(attachment["text"]) && <Blocks blocks={[section(text(attachment["text"]))]} />}
      <dl>
        {objects(attachment["fields"]).map((field) => (
          <div key={text(field["title"])}>
            <dt>{text(field["title"])}</dt>
            <dd>{text(field["value"])}</dd>
          </div>
        ))}
      </dl>
      {objects(attachment["files"]).map((file) => (
        <p key={text(file["id"])}>
          <Icon of={text(file["mimetype"]).startsWith("image/") ? "picture" : "file"} /> {text(file["name"])}
        </p>
      ))}
      {isShare && <p className="muted">Forwarded message</p>}
    </blockquote>
  );
}

function section(markup: string): JsonObject {
  return { type: "section", text: { type: "mrkdwn", text: markup } };
}

function text(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

function objects(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter((each) => each !== null && typeof each === "object" && !Array.isArray(each)) as JsonObject[] : [];
}
