import { Fragment, useState } from "react";
import { sayInSlack } from "../ask";
import type { SlackMessage } from "../model";
import { Working } from "../parts/feed";
import { Day, sentAt } from "../parts/time";
import { usePlayground } from "../playground";
import { Composer } from "./composer";
import { Message } from "./message";

/** A message with the answers to it. */
export function Thread({ root, replies }: { root: SlackMessage; replies: SlackMessage[] }) {
  const playground = usePlayground();
  const { world, me } = playground;
  const [replying, setReplying] = useState(false);
  // in the thread of a request one talks to the other side, elsewhere to the bot
  const toTheBot = root.channel !== me.direct && ![root, ...replies].some((one) => one.metadata);
  return (
    <div className="thread">
      <Message message={root} reply={root.only_for ? undefined : () => setReplying(true)} />
      <div className="replies">
        {replies.map((reply, at) => (
          <Fragment key={reply.ts}>
            <Day at={sentAt(reply)} before={sentAt(replies[at - 1] ?? root)} />
            <Message message={reply} />
          </Fragment>
        ))}
        <Working side="slack" place={root.channel} thread={root.ts} />
        {(replies.length > 0 || replying) && (
          <Composer
            key={String(toTheBot)}
            label="Reply in the thread"
            start={toTheBot ? `@${world.bot.name} ` : ""}
            folded={!replying}
            unfold={() => setReplying(true)}
            fold={() => setReplying(false)}
            submit={(text, files) => sayInSlack(text, root.ts, playground, files)}
          />
        )}
      </div>
    </div>
  );
}
