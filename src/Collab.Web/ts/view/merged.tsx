import type { Annotation } from "../model/wire.js";
import { t } from "../text/language.js";
import type { Room } from "./room.js";
import { numbered, quoteOf } from "./words.js";

/** The passages of what was merged into a thread: they are painted in the text, and found here. */
export function MergedIn({ room, notes, clause }: { room: Room; notes: readonly Annotation[]; clause?: string }) {
  return (
    <>
      {notes.map(note => {
        const elsewhere = note.targets.find(target => target.clause !== clause)?.clause;
        return <p class="merged-in" key={note.id}>{elsewhere ? t("Merged in, {note} at {place}:", { note: numbered(note), place: room.nameOf(elsewhere) }) : t("Merged in, {note}:", { note: numbered(note) })} <q class="quote" dir="auto">{quoteOf(note)}</q></p>;
      })}
    </>
  );
}
