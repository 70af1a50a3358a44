import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Annotation, Target } from "../model/wire.js";
import type { Conflict } from "../store/store.js";
import { conjoined, t } from "../text/language.js";
import { onEscape } from "./kept.js";
import { Picker } from "./picker.js";
import type { Passage, Room } from "./room.js";
import { capital, numbered } from "./words.js";

/**
 * Asks where a note is to go: another point, or, for its author, other words. `passage`: the words are asked for at once.
 * A moderator moves a note of somebody else's to points as a whole.
 */
export function Move({ room, note, clause, passage, onClose }: { room: Room; note: Annotation; clause?: string; passage: boolean; onClose: () => void }) {
  const { store } = room;
  const [targets, setTargets] = useState<readonly Target[]>(note.targets);
  const [picking, setPicking] = useState(passage ? note.targets.find(target => target.clause === clause)?.clause ?? note.targets[0]?.clause ?? "" : "");
  const first = useRef<HTMLSelectElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => first.current?.focus(), []);
  const mine = store.may("edit-annotation", note);
  const only = targets.length === 0 ? "" : targets[0]!.clause;
  const pick = (picked: Passage): void => setTargets(before => [...before.filter(target => target.clause !== picked.clause), room.targetOf(picked)]);
  const move = (): void => {
    onClose();
    if (JSON.stringify(targets) === JSON.stringify(note.targets)) return;
    store.edit(note.id, { version: note.version, targets }).done.then(() => {
      const at = targets[0]?.clause;
      if (room.panel.value?.kind === "thread" && room.panel.value.note === note.id) {
        if (at) room.show(at, false);
        room.openThread(note.id, at);
      }
      store.say(capital(t("{note} was moved to {place}", { note: numbered(note), place: room.nameOf(targets[0]?.clause) })));
    }, () => undefined);
  };
  const pickFrom = room.clause(picking);
  return (
    <form class="asked" onSubmit={event => { event.preventDefault(); move(); }} onKeyDown={onEscape(onClose)}>
      {!passage && (
        <>
          <label for={`move-${note.id}`}>{t("Move {note} and its replies to", { note: numbered(note) })}</label>
          <select id={`move-${note.id}`} ref={first} value={only} onChange={event => {
            const id = event.currentTarget.value;
            setTargets(id ? [room.targetOf({ clause: id, start: 0, end: 0 })] : []);
            if (picking) setPicking(id);
          }}>
            <option value="">{t("the whole document")}</option>
            {room.clauses.map(candidate => <option key={candidate.id} value={candidate.id}>{room.nameOf(candidate.id)}</option>)}
          </select>
          {mine && only && !pickFrom && <button type="button" class="link" onClick={() => setPicking(only)}>{t("Pick the words")}</button>}
        </>
      )}
      {pickFrom && <Picker room={room} clause={pickFrom} focus onPick={pick} onDone={() => button.current?.focus()} />}
      {targets.filter(target => target.quote).map(target => <q class="quote" dir="auto" key={target.clause}>{target.quote!.exact}</q>)}
      <div class="buttons"><button type="submit" class="primary" ref={button}>{t("Move")}</button><button type="button" onClick={onClose}>{t("Leave it where it is")}</button></div>
    </form>
  );
}

/** A move of a note that was changed meanwhile: where it stands now, and where it was to go. */
export function MoveConflict({ room, conflict }: { room: Room; conflict: Conflict }) {
  const { commandId, mine, theirs } = conflict;
  const names = (targets: readonly Target[]): string => conjoined([...new Set(targets.map(target => target.clause))].map(id => room.nameOf(id))) || room.nameOf(undefined);
  const move = (): void => void room.store.edit(theirs.id, { version: theirs.version, targets: mine.targets ?? theirs.targets }).done.catch(() => undefined);
  return (
    <div class="conflict" role="alert">
      <p><strong>{t("This note was changed meanwhile.")}</strong> {t("It stands at {theirs}; you wanted it at {mine}.", { theirs: names(theirs.targets), mine: names(mine.targets ?? []) })}</p>
      <div class="buttons"><button type="button" class="primary" onClick={move}>{t("Move it all the same")}</button><button type="button" onClick={() => room.store.discard(commandId)}>{t("Leave it where it is")}</button></div>
    </div>
  );
}
