// A note of a sealed log, at its point: it is no card, for the document does not hold it.
import type { ComponentChildren, RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { withNames } from "../model/mentions.js";
import type { Body } from "../model/wire.js";
import type { Sending } from "../store/store.js";
import { isolated, t } from "../text/language.js";
import { ChangedMeanwhile } from "./body.js";
import { onKeys, useDraft } from "./kept.js";
import { Moment } from "./moment.js";
import type { Room } from "./room.js";
import type { OwnNote } from "./waiting.js";

/** Whose eyes it is for, its words, and what its author may do with them. */
export function AsideNote({ room, note, word, by, edits, removes = true, children }: { room: Room; note: OwnNote; word: string; by?: string | undefined; edits: boolean; removes?: boolean; children?: ComponentChildren }) {
  const { store } = room;
  const [asked, setAsked] = useState<"edit" | "delete">();
  const first = useRef<HTMLTextAreaElement & HTMLButtonElement>(null);
  const article = useRef<HTMLElement>(null);
  useLayoutEffect(() => first.current?.focus({ preventScroll: true }), [asked]);
  useLayoutEffect(() => {
    if (!edits) return;
    const { asides } = room;
    asides.value = [...asides.value, note.id];
    return () => {
      asides.value = asides.value.filter(id => id !== note.id);
    };
  }, [edits]);
  // A change that came too late, which is to be looked at: its words go on in the field.
  const late = room.asked.value?.note === note.id && edits ? store.outbox.value.find(item => item.annotation === note.id && item.code === "stale") : undefined;
  useLayoutEffect(() => {
    if (!late) return;
    const { body, version } = late.body as { body: Body; version: number };
    if (!store.draft(`edit:${note.id}`)) {
      store.saveDraft(`edit:${note.id}`, { text: withNames(body.text, true), version });
      store.discard(late.commandId);
    }
    room.asked.value = undefined;
    room.closePanel();
    setAsked("edit");
    // When the panel has made room.
    setTimeout(() => {
      first.current?.focus();
      article.current?.scrollIntoView({ block: "nearest" });
    });
  }, [late]);
  const close = (): void => {
    setAsked(undefined);
    article.current?.focus({ preventScroll: true });
  };
  // What is refused the outbox keeps, with its words.
  const when = ({ done }: Sending, said: string): void => void done.then(() => store.say(said), () => undefined);
  const remove = (): void => {
    when(store.remove(note.id), t("Deleted"));
    setAsked(undefined);
    article.current?.closest<HTMLElement>("section.clause")?.focus({ preventScroll: true });
  };
  return (
    <article class="note unsent aside" ref={article} tabIndex={-1} aria-label={word} onKeyDown={event => { if (event.key === "Escape" && asked) { event.stopPropagation(); close(); } }}>
      <header><span class="word">{word}</span> <span class="when">{by && `${isolated(by)} · `}<Moment room={room} at={note.created} /></span>{note.quote && <q class="quote" dir="auto">{note.quote}</q>}</header>
      {asked === "edit" ? <Reworded key={late?.commandId} room={room} note={note} field={first} save={(version, text) => when(store.edit(note.id, { version, body: { text, format: "markdown" } }), t("Changed"))} close={close} /> : <div class="body plain" dir="auto">{withNames(note.text, true)}</div>}
      {asked === "delete" && <div role="group" aria-label={t("Delete?")}><p>{t("Delete it? Nobody can bring it back.")}</p><div class="buttons"><button type="button" ref={first} onClick={close}>{t("Keep it")}</button><button type="button" class="danger" onClick={remove}>{t("Delete it")}</button></div></div>}
      {!asked && <div class="note-actions">
        {children}
        {edits && <button type="button" class="quiet-button" onClick={() => setAsked("edit")}>{t("Edit")}</button>}
        {removes && <button type="button" class="quiet-button" onClick={() => setAsked("delete")}>{t("Delete…")}</button>}
      </div>}
    </article>
  );
}

/** Its words in a field: Escape keeps what is changed, the button does not. */
function Reworded({ room, note, field, save, close }: { room: Room; note: OwnNote; field: RefObject<HTMLTextAreaElement | null>; save: (version: number, text: string) => void; close: () => void }) {
  const [{ text, version }, change, clear] = useDraft(room, `edit:${note.id}`, { text: withNames(note.text, true), version: note.version });
  const done = (): void => {
    if (!text.trim()) return;
    save(note.version, text.trim());
    leave();
  };
  const leave = (): void => {
    clear();
    close();
  };
  return (
    <form class="editor" onSubmit={event => { event.preventDefault(); done(); }} onKeyDown={onKeys(done, close)}>
      {version !== note.version && <ChangedMeanwhile text={withNames(note.text, true)} />}
      <label for={`aside-${note.id}`}>{t("Your note")}</label>
      <textarea id={`aside-${note.id}`} dir="auto" class="field" rows={4} required ref={field} value={text} onInput={event => change({ text: event.currentTarget.value })} />
      <div class="buttons"><button type="submit" class="primary">{t("Save")}</button><button type="button" onClick={leave}>{t("Leave it as it was")}</button></div>
    </form>
  );
}
