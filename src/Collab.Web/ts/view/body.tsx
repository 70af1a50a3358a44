import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { withNames } from "../model/mentions.js";
import { knowsMarkdown, renderText } from "../model/prose.js";
import { type Annotation, isGone } from "../model/wire.js";
import { t, woven } from "../text/language.js";
import type { Room } from "./room.js";
import { stanceName } from "./scale.js";

/** What a note says, or why it cannot be read. */
export function Body({ room, note, clamp }: { room: Room; note: Annotation; clamp?: boolean }) {
  const text = note.body && withNames(note.body.text);
  const nodes = useMemo(() => (text === undefined ? undefined : renderText(text)), [text, knowsMarkdown()]);
  return (
    <>
      {note.state === "deleted" && <p class="gone">{t("Removed by its author.")}</p>}
      {note.state === "erased" && <p class="gone">{t("Erased on request.")}</p>}
      {note.state === "hidden" && <p class="gone">{note.reason ? t("Hidden by a moderator: {reason}", { reason: note.reason }) : t("Hidden by a moderator.")}</p>}
      {note.state === "shown" && note.reason && <p class="gone">{t("Shown again by a moderator: {reason}", { reason: note.reason })}</p>}
      {note.threadReason && <p class="gone">{note.resolved ? t("Resolved: {reason}", { reason: note.threadReason }) : t("Reopened: {reason}", { reason: note.threadReason })}</p>}
      {note.said && <p class="gone">{woven("Said aloud by {who}", { who: <bdi>{note.said.speaker ?? room.nameOfPerson(note.said.member!)}</bdi> })}</p>}
      {note.stance && <p class="gone">{t("For the stance “{stance}”", { stance: stanceName(room, note.stance) })}</p>}
      {nodes !== undefined && !isGone(note) && <div dir="auto" class={clamp ? "body clamp" : "body"}>{nodes}</div>}
    </>
  );
}

/** Stands by the field of a note that was changed since its editing was begun. */
export const ChangedMeanwhile = ({ text, children }: { text: string; children?: ComponentChildren }) => <div class="conflict" role="alert"><p><strong>{t("This note was changed meanwhile.")}</strong> {t("It now says:")}</p><blockquote class="plain" dir="auto">{text}</blockquote>{children}</div>;
