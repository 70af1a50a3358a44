import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { withNames } from "../model/mentions.js";
import type { Annotation, AnnotationVersion, AnnotationWithHistory } from "../model/wire.js";
import { conjoined, isolated, t } from "../text/language.js";
import { act } from "./actions.js";
import { onEscape } from "./kept.js";
import { Moment } from "./moment.js";
import type { Room } from "./room.js";
import { lookForOwn } from "./waiting.js";
import { capital, numbered } from "./words.js";

interface Props { room: Room; note: Annotation; onClose: () => void }

/** Asks for the reason before a note is hidden, or flagged for moderators to look at. */
export function AskWhy({ room, note, flag, onClose }: Props & { flag?: boolean }) {
  const [reason, setReason] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  const hides = t("Hide note {number}", { number: note.number });
  const done = (): void => {
    const why = reason.trim() || undefined;
    if (flag) void room.store.flag(note.id, true, why).done.then(() => (room.store.say(t("Moderators are asked to look")), lookForOwn(room)), () => undefined).catch(() => undefined);
    else act(room, room.store.hide(note.id, why), hides);
    onClose();
  };
  return (
    <form class="asked" onSubmit={event => { event.preventDefault(); done(); }} onKeyDown={onEscape(onClose)}>
      <label for={`why-${note.id}`}>{flag ? t("What is wrong with it?") : t("Why is it hidden?")} <span class="quiet">{flag ? t("(moderators read this, and who you are)") : t("(members read this)")}</span></label>
      <input id={`why-${note.id}`} ref={field} value={reason} onInput={event => setReason(event.currentTarget.value)} />
      <div class="buttons"><button type="submit" class="primary">{flag ? t("Flag note {number}", { number: note.number }) : hides}</button><button type="button" onClick={onClose}>{flag ? t("Cancel") : t("Keep it shown")}</button></div>
    </form>
  );
}

/** Asks before a note is deleted for everybody. */
export function AskDelete({ room, note, onClose }: Props) {
  const keep = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => keep.current?.focus(), []);
  return (
    <div class="asked" role="group" aria-label={t("Delete?")} onKeyDown={onEscape(onClose)}>
      <p>{note.visibility === "private" ? t("Delete {note}? Only you have it.", { note: numbered(note) }) : t("Delete {note} for everybody? Replies to it stay.", { note: numbered(note) })}</p>
      <div class="buttons"><button type="button" ref={keep} onClick={onClose}>{t("Keep it")}</button><button type="button" class="danger" onClick={() => { act(room, room.store.remove(note.id), t("Delete")); onClose(); }}>{t("Delete")}</button></div>
    </div>
  );
}

/** The former wordings of a note, newest first. */
export function FormerWordings({ room, note, onClose }: Props) {
  const [found, setFound] = useState<AnnotationWithHistory | string>();
  useLayoutEffect(() => {
    room.store.fetchHistory(note.id).then(setFound, (error: unknown) => setFound(error instanceof Error ? error.message : t("The former wordings cannot be had just now.")));
  }, [note.id, note.version]);
  return (
    <div class="asked history">
      <p><strong>{t("Former wordings")}</strong> <button type="button" class="quiet-button" onClick={onClose}>{t("Close")}</button></p>
      {found === undefined && <p class="quiet">{t("Fetching…")}</p>}
      {typeof found === "string" && <p>{found}</p>}
      {typeof found === "object" && (
        <ol>
          {found.history.map((version, index) => <Former key={version.version} room={room} version={version} before={found.history[index - 1]} now={version.version === found.version} />).reverse()}
        </ol>
      )}
    </div>
  );
}

/** One wording; of one that only moved the note, where to. */
function Former({ room, version, before, now }: { room: Room; version: AnnotationVersion; before?: AnnotationVersion; now: boolean }) {
  const places = (of: AnnotationVersion): string | undefined => of.targets && (conjoined(of.targets.map(target => (target.quote ? t("“{words}” at {place}", { words: target.quote.exact, place: (target.edition ? `${room.editionName(target.edition)}, ` : "") + room.nameOf(target.clause) }) : room.nameOf(target.clause)))) || room.nameOf(undefined));
  const moved = before?.targets && version.targets && places(before) !== places(version);
  const reworded = !before || before.body?.text !== version.body?.text || !moved;
  return (
    <li>
      <p class="quiet">{now ? capital(t("now")) : t("Version {number}", { number: version.version })}{t(", ")}{isolated(room.nameOfPerson(version.by.id, version.by.name))}{t(", ")}<Moment room={room} at={version.at} /></p>
      {moved && <p>{t("Moved from {before} to {after}.", { before: places(before)!, after: places(version)! })}</p>}
      {reworded && <blockquote class="plain" dir="auto">{version.body ? withNames(version.body.text, true) : t("(not to be read)")}</blockquote>}
    </li>
  );
}
