// Notes that speak for a stance: beside the count, so that a minority is not lost in it.
import { shorten } from "../model/names.js";
import { textAlone } from "../model/prose.js";
import { underOf } from "../model/state.js";
import type { Annotation, Stance } from "../model/wire.js";
import { t, woven } from "../text/language.js";
import type { Room } from "./room.js";
import { stanceName } from "./scale.js";
import { numbered } from "./words.js";

const speaks = (note: Annotation | undefined): boolean => note?.stance !== undefined && note.state === "shown";

/** Whether a note speaks for a stance at a point. */
export const isSpokenFor = ({ store }: Room, clause: string): boolean =>
  (store.state.value.roots.get(clause) ?? []).some(id => speaks(store.state.value.annotations.get(id)));

/** The notes at a point that speak for a stance, in threads merged into others too. */
function speaking({ store }: Room, clause: string): Annotation[] {
  const { annotations, roots } = store.state.value;
  return (roots.get(clause) ?? []).flatMap(id => [annotations.get(id)!, ...underOf(store.state.value, id)]).filter(speaks);
}

/** Which notes speak for which stance; and the way to write one. */
export function MinorityNotes({ room, clause, here }: { room: Room; clause: string; here: readonly Stance[] }) {
  const { store } = room;
  const notes = speaking(room, clause);
  const place = room.place(clause);
  // Where no names show nothing is proposed: it would tell whose stance it is.
  const own = here.find(stance => stance.by === store.boot.me.id);
  const write = (): void => {
    store.saveDraft(place, { text: "", ...store.draft(place), stance: own?.stance ?? "" });
    room.compose(clause);
  };
  return (
    <>
      {notes.length > 0 && (
        <ul class="held-by" aria-label={t("Minority notes")}>
          {notes.map(note => (
            <li key={note.id} dir="auto">
              {woven("For “{stance}”: {note}", { stance: stanceName(room, note.stance!), note: <button type="button" class="link" onClick={() => room.openThread(note.id, clause)}>{numbered(note)}</button> })} – {shorten(textAlone(note.body?.text ?? ""), 120)}
            </li>
          ))}
        </ul>
      )}
      {room.composing.value?.clause !== clause && room.onlyMe([clause]) === undefined && <p class="buttons"><button type="button" class="link" onClick={write}>{t("Write a minority note…")}</button></p>}
    </>
  );
}

/** For which stance the note that is being written speaks. */
export function SpeaksFor({ room, stance, onChange }: { room: Room; stance: string; onChange: (chosen: string | undefined) => void }) {
  const { scale } = room.store.state.value.stances;
  // What is on the scale no longer stays chosen until another is: the server says why it cannot be.
  const choices = stance === "" || scale.includes(stance) ? scale : [...scale, stance];
  return (
    <p class="speaks-for">
      <label dir="auto">{t("A minority note for")} <select required value={stance} onChange={event => onChange(event.currentTarget.value)}>
        <option value="">{t("choose a stance…")}</option>
        {choices.map(word => <option key={word} value={word}>{stanceName(room, word)}</option>)}
      </select></label>
      <button type="button" class="quiet-button" aria-label={t("Not for a stance")} title={t("Not for a stance")} onClick={() => onChange(undefined)}>×</button>
    </p>
  );
}
