// A note of a sealed log, at its point: it is no card, for the document does not hold it.
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { withNames } from "../model/mentions.js";
import type { Sending } from "../store/store.js";
import { t } from "../text/language.js";
import { Moment } from "./moment.js";
import type { Room } from "./room.js";
import type { OwnNote } from "./waiting.js";

/** Whose eyes it is for, its words, and what its author may do with them. */
export function AsideNote({ room, note, word, by, edits, removes = true, children }: { room: Room; note: OwnNote; word: string; by?: string | undefined; edits: boolean; removes?: boolean; children?: ComponentChildren }) {
  const { store } = room;
  const [asked, setAsked] = useState<"edit" | "delete">();
  const [text, setText] = useState("");
  const first = useRef<HTMLTextAreaElement & HTMLButtonElement>(null);
  const article = useRef<HTMLElement>(null);
  useLayoutEffect(() => first.current?.focus({ preventScroll: true }), [asked]);
  const close = (): void => {
    setAsked(undefined);
    article.current?.focus({ preventScroll: true });
  };
  // What is refused the outbox keeps, with its words.
  const when = ({ done }: Sending, said: string): void => void done.then(() => store.say(said), () => undefined);
  const save = (event: Event): void => {
    event.preventDefault();
    if (!text.trim()) return;
    when(store.edit(note.id, { version: note.version, body: { text: text.trim(), format: "markdown" } }), t("Changed"));
    close();
  };
  const remove = (): void => {
    when(store.remove(note.id), t("Deleted"));
    setAsked(undefined);
    article.current?.closest<HTMLElement>("section.clause")?.focus({ preventScroll: true });
  };
  return (
    <article class="note unsent aside" ref={article} tabIndex={-1} aria-label={word} onKeyDown={event => { if (event.key === "Escape" && asked) { event.stopPropagation(); close(); } }}>
      <header><span class="word">{word}</span> <span class="when">{by && `${by} · `}<Moment room={room} at={note.created} /></span>{note.quote && <q class="quote" dir="auto">{note.quote}</q>}</header>
      {asked === "edit" ? (
        <form class="editor" onSubmit={save} onKeyDown={event => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save(event); }}>
          <label for={`aside-${note.id}`}>{t("Your note")}</label>
          <textarea id={`aside-${note.id}`} dir="auto" class="field" rows={4} required ref={first} value={text} onInput={event => setText(event.currentTarget.value)} />
          <div class="buttons"><button type="submit" class="primary">{t("Save")}</button><button type="button" onClick={close}>{t("Leave it as it was")}</button></div>
        </form>
      ) : <div class="body plain" dir="auto">{withNames(note.text, true)}</div>}
      {asked === "delete" && <div role="group" aria-label={t("Delete?")}><p>{t("Delete it? Nobody can bring it back.")}</p><div class="buttons"><button type="button" ref={first} onClick={close}>{t("Keep it")}</button><button type="button" class="danger" onClick={remove}>{t("Delete it")}</button></div></div>}
      {!asked && <div class="note-actions">
        {children}
        {edits && <button type="button" class="quiet-button" onClick={() => { setText(withNames(note.text, true)); setAsked("edit"); }}>{t("Edit")}</button>}
        {removes && <button type="button" class="quiet-button" onClick={() => setAsked("delete")}>{t("Delete…")}</button>}
      </div>}
    </article>
  );
}
