// What notes are to each other, and threads that are merged.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { shorten } from "../model/names.js";
import { textAlone } from "../model/prose.js";
import { topOf } from "../model/state.js";
import type { Annotation, Relation, RelationKind } from "../model/wire.js";
import { t, woven } from "../text/language.js";
import { callNow } from "./calls.js";
import { onEscape } from "./kept.js";
import type { Room } from "./room.js";
import { capital, numbered, saidOf } from "./words.js";

/** Where a note's relations stand: each with the other note, and who said so. */
export function Relations({ room, note }: { room: Room; note: Annotation }) {
  const { store } = room;
  const said = store.relationsOf(note.id);
  if (said.length === 0) return null;
  const remove = (one: Relation): void => void callNow(room, "Unrelate", { annotation: one.from, relation: one.relation, to: one.to }, t("That is taken back"));
  return (
    <ul class="relations" aria-label={t("What {note} is to others", { note: numbered(note) })}>
      {said.map(one => {
        const other = store.card(one.from === note.id ? one.to : one.from)?.note;
        if (!other) return null;
        const at = topOf(store.state.value, other).targets[0]?.clause;
        const words = t(saidOf(one, note.id), { note: numbered(other) });
        return (
          <li key={`${one.from} ${one.relation} ${one.to}`}>
            {woven(capital(saidOf(one, note.id)), { note: <button type="button" class="link" onClick={() => room.openThread(other.id)}>{numbered(other)}</button> })} <span class="quiet">{t("at {place}, says {who}", { place: room.nameOf(at), who: room.nameOfPerson(one.by) })}</span>
            {store.mayUnrelate(one) && <button type="button" class="quiet-button" aria-label={t("Take back: {what}", { what: words })} title={t("Take back")} onClick={() => remove(one)}>×</button>}
          </li>
        );
      })}
    </ul>
  );
}

const relationNames: Readonly<Record<RelationKind, string>> = { answers: t("answers"), contradicts: t("contradicts"), supports: t("supports") };
const relationKinds = Object.keys(relationNames) as readonly RelationKind[];
const relates: Readonly<Record<RelationKind, string>> = { answers: t("{note} answers {other}"), contradicts: t("{note} contradicts {other}"), supports: t("{note} supports {other}") };

interface Props { room: Room; note: Annotation; onClose: () => void }

/** Asks for another note by its number, which stands on it; answers with the note, and a line that says which it is. */
function useOther(room: Room, note: Annotation): { other: Annotation | undefined; said: string; number: string; setNumber: (typed: string) => void } {
  const [number, setNumber] = useState("");
  const digits = /\d+/.exec(number)?.[0];
  const other = digits ? room.store.byNumber(Number(digits)) : undefined;
  const said = !digits ? "" : !other || other.state !== "shown" ? t("There is no note {number} to choose.", { number: digits }) : other.id === note.id ? t("That is this note.")
    : capital(t("{note} by {who} at {place}: “{words}”", { note: numbered(other), who: room.nameOfPerson(other.creator.id, other.creator.name), place: room.nameOf(topOf(room.store.state.value, other).targets[0]?.clause), words: shorten(textAlone(other.body?.text ?? ""), 120) }));
  return { other: other?.state === "shown" && other.id !== note.id ? other : undefined, said, number, setNumber };
}

/** Asks what the note is to another one. */
export function AskRelate({ room, note, onClose }: Props) {
  const [kind, setKind] = useState<RelationKind>("answers");
  const { other, said, number, setNumber } = useOther(room, note);
  const done = async (): Promise<void> => {
    if (other && await callNow(room, "Relate", { annotation: note.id, relation: kind, to: other.id }, capital(t(relates[kind], { note: numbered(note), other: numbered(other) })))) onClose();
  };
  return (
    <AskNumber id={note.id} label={t("Relate {note} to another note", { note: numbered(note) })} known={said} missing={!other} number={number} setNumber={setNumber} text={t("Relate")} onDone={done} onClose={onClose}>
      <label for={`kind-${note.id}`}>{capital(numbered(note))}</label>
      <select id={`kind-${note.id}`} value={kind} onChange={event => setKind(event.currentTarget.value as RelationKind)}>{relationKinds.map(one => <option key={one} value={one}>{relationNames[one]}</option>)}</select>
    </AskNumber>
  );
}

/** Asks under which thread this one is to stand. */
export function AskMerge({ room, note, onClose }: Props) {
  const { other: named, said, number, setNumber } = useOther(room, note);
  // Whoever names a reply means its thread.
  const other = named && topOf(room.store.state.value, named);
  const fits = other && other.id !== note.id;
  const done = async (): Promise<void> => {
    if (!fits || !await callNow(room, "Merge", { annotation: note.id, into: other.id }, capital(t("{note} stands under {other} now", { note: numbered(note), other: numbered(other) })))) return;
    onClose();
    room.openThread(note.id);
  };
  return (
    <AskNumber id={note.id} label={t("Merge {note} into another thread", { note: numbered(note) })} known={named && !fits ? t("That stands in this thread.") : said} missing={!fits} number={number} setNumber={setNumber} text={t("Merge")} onDone={done} onClose={onClose}>
      <p class="quiet">{t("It stands under the other one with its replies. Its number and address stay, and it can be parted again.")}</p>
    </AskNumber>
  );
}

interface AskedProps {
  id: string; label: string; known: string; missing: boolean; number: string; text: string; children: preact.ComponentChildren;
  setNumber: (typed: string) => void; onDone: () => Promise<void>; onClose: () => void;
}

function AskNumber({ id, label, known, missing, number, setNumber, text, children, onDone, onClose }: AskedProps) {
  const form = useRef<HTMLFormElement>(null);
  const [tried, setTried] = useState(false);
  useLayoutEffect(() => form.current?.querySelector<HTMLElement>("select, input")?.focus(), []);
  const submit = (event: Event): void => {
    event.preventDefault();
    setTried(missing);
    if (missing) form.current?.querySelector<HTMLElement>("input")?.focus();
    else void onDone();
  };
  return (
    <form class="asked" ref={form} aria-label={label} onSubmit={submit} onKeyDown={onEscape(onClose)}>
      {children}
      <label for={`number-${id}`}>{t("Number of the other note")}</label>
      <input id={`number-${id}`} inputMode="numeric" value={number} aria-describedby={`known-${id}`} aria-invalid={tried && missing ? "true" : undefined} onInput={event => { setNumber(event.currentTarget.value); setTried(false); }} />
      <p id={`known-${id}`} class="quiet" role="status" dir="auto">{known || (tried ? t("Give the number that stands on the other note.") : "")}</p>
      <div class="buttons"><button type="submit" class="primary">{text}</button><button type="button" onClick={onClose}>{t("Cancel")}</button></div>
    </form>
  );
}
