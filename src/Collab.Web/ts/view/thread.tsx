import { useLayoutEffect } from "preact/hooks";
import { topOf } from "../model/state.js";
import type { Card } from "../store/store.js";
import { plural, t } from "../text/language.js";
import { Note } from "./note.js";
import type { Panel, Room } from "./room.js";

/** Deeper answers stand under one another: at 320 px nothing scrolls sideways. */
const deepestIndent = 4;

/** A note with its replies, each under the one that it answers. */
export function Thread({ room, panel }: { room: Room; panel: Panel & { kind: "thread" } }) {
  const { store } = room;
  const card = store.card(panel.note);
  const root = card && store.card(topOf(store.state.value, card.note).id);
  const at = root && (root.note.targets[0]?.clause ?? root.note.clause ?? "");
  // What others answer waits while the thread is open: it would push away what is being read or written.
  useLayoutEffect(() => {
    if (at === undefined) return;
    store.hold(at, "thread", true);
    return () => store.hold(at, "thread", false);
  }, [at]);
  if (!root) return <p class="empty">{t("This note is not there any more.")}</p>;
  const replies = store.repliesOf(root.id);
  const held = store.heldIn(root.id);
  const under = new Map<string, Card[]>();
  const known = new Set(replies.map(reply => reply.id));
  for (const reply of replies) {
    const above = reply.note.replyTo ?? reply.note.mergedInto;
    const parent = above && known.has(above) ? above : root.id;
    under.set(parent, [...(under.get(parent) ?? []), reply]);
  }
  const branch = (of: string, depth: number) => {
    const children = under.get(of);
    if (!children) return null;
    return (
      <ol class={depth <= deepestIndent ? "replies" : "replies flat"}>
        {children.map(reply => (
          <li key={reply.id}>
            <Note room={room} card={reply} clause={panel.clause} inThread focus={panel.note === reply.id} replying={panel.replyTo === reply.id} />
            {branch(reply.id, depth + 1)}
          </li>
        ))}
      </ol>
    );
  };
  return (
    <div class="thread">
      {held > 0 && <p class="thread-held"><button type="button" class="held" onClick={() => store.release(at)}>{plural(held, "{n} new", "{n} new")}</button></p>}
      <Note room={room} card={root} clause={panel.clause} inThread focus={panel.note === root.id} replying={panel.replyTo === root.id} />
      {branch(root.id, 1)}
      {replies.length === 0 && store.may("reply", root.note) && root.note.visibility !== "private" && <p class="empty">{t("No replies yet. Reply to begin.")}</p>}
    </div>
  );
}
