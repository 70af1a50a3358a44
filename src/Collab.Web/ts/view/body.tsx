import { useMemo } from "preact/hooks";
import { withNames } from "../model/mentions.js";
import { knowsMarkdown, renderText } from "../model/prose.js";
import { type Annotation, isGone } from "../model/wire.js";
import type { Room } from "./room.js";

/** What a note says, or why it cannot be read. */
export function Body({ room, note, clamp }: { room: Room; note: Annotation; clamp?: boolean }) {
  const text = note.body && withNames(note.body.text);
  const nodes = useMemo(() => (text === undefined ? undefined : renderText(text)), [text, knowsMarkdown()]);
  return (
    <>
      {note.state === "deleted" && <p class="gone">Removed by its author.</p>}
      {note.state === "erased" && <p class="gone">Erased on request.</p>}
      {note.state === "hidden" && <p class="gone">Hidden by a moderator{note.reason ? `: ${note.reason}` : "."}</p>}
      {note.state === "shown" && note.reason && <p class="gone">Shown again by a moderator: {note.reason}</p>}
      {note.threadReason && <p class="gone">{note.resolved ? "Resolved" : "Reopened"}: {note.threadReason}</p>}
      {note.said && <p class="gone">Said aloud by <bdi>{note.said.speaker ?? room.nameOfPerson(note.said.member!)}</bdi></p>}
      {note.stance && <p class="gone">For the stance “{note.stance}”</p>}
      {nodes !== undefined && !isGone(note) && <div dir="auto" class={clamp ? "body clamp" : "body"}>{nodes}</div>}
    </>
  );
}
