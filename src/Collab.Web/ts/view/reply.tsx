import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Annotation } from "../model/wire.js";
import { t } from "../text/language.js";
import { send } from "./actions.js";
import { onKeys, useDraft } from "./kept.js";
import { Members } from "./members.js";
import type { Room } from "./room.js";

/** Where an answer is written; Escape keeps the draft. */
export function Reply({ room, note, onClose }: { room: Room; note: Annotation; onClose: () => void }) {
  const { store } = room;
  const place = `reply:${note.id}`;
  const root = note.thread ? store.card(note.thread)?.note : note;
  const clause = root?.targets[0]?.clause ?? "";
  const [{ text }, change] = useDraft(room, place, { text: "" });
  const [missing, setMissing] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    field.current?.focus();
    return () => store.typing(clause, false);
  }, []);
  const post = (): void => {
    const trimmed = text.trim();
    if (!trimmed) {
      setMissing(true);
      field.current?.focus();
      return;
    }
    send(store.reply(note.id, { text: trimmed, format: "markdown" }, place));
    onClose();
  };
  return (
    <form class="reply" onKeyDown={onKeys(post, onClose)} onSubmit={event => { event.preventDefault(); post(); }}>
      <label for={`reply-${note.id}`}>{t("Reply to {who}", { who: room.nameOfPerson(note.creator.id, note.creator.name) })}</label>
      <textarea dir="auto" id={`reply-${note.id}`} class="field" ref={field} rows={3} value={text} onInput={event => {
        change({ text: event.currentTarget.value });
        setMissing(false);
        store.typing(clause, event.currentTarget.value !== "");
      }} />
      <Members room={room} field={field} />
      {missing && <p role="alert">{t("Write your reply first.")}</p>}
      <div class="buttons"><button type="submit" class="primary" aria-keyshortcuts="Control+Enter">{t("Reply")}</button><button type="button" onClick={onClose}>{t("Close")}</button></div>
    </form>
  );
}
