import { isGone } from "../model/wire.js";
import type { Card } from "../store/store.js";
import { t } from "../text/language.js";
import { Act } from "./actions.js";
import { callNow } from "./calls.js";
import { addressOf, citation, copy } from "./copy.js";
import { presenting } from "./settings.js";
import type { Asked, Room } from "./room.js";
import { knowFlags, myQueue, takeFlagBack } from "./waiting.js";
import { capital, numbered } from "./words.js";

/** Watches a point or a thread, or does no longer. */
export const setWatching = ({ store }: Room, place: string, on: boolean): void =>
  void store.watch(place, on).then(() => store.say(on ? t("You watch it: what is new is in your inbox") : t("You watch it no longer")), (error: unknown) => store.say(error instanceof Error ? error.message : t("That was refused")));

/** The choices of a note's menu. `ask` opens what needs an answer first. */
export function NoteActions({ room, card, clause, ask }: { room: Room; card: Card; clause?: string; ask?: (what: Asked) => void }) {
  const { store } = room;
  const { note, pin } = card;
  const shared = note.visibility !== "private" && !card.pending;
  const at = pin?.clause ?? clause ?? note.targets[0]?.clause;
  const pins = at ? store.state.value.pins.get(at)?.length ?? 0 : 0;
  const open = (): void => room.openThread(note.id, clause);
  const asking = (what: Asked) => () => (ask ? ask(what) : (open(), room.asked.value = { note: note.id, what }));
  const moderates = !presenting.value;
  const root = note.thread ?? note.id;
  const watched = store.watches(root);
  const movable = !note.thread && !isGone(note) && store.may("move-annotation", note);
  const flaggable = shared && note.creator.id !== store.me.value.id && store.may("flag", note);
  if (flaggable) knowFlags(room);
  return (
    <>
      {!ask && <button type="button" onClick={open}>{t("Open")}</button>}
      {store.may("edit-annotation", note) && !isGone(note) && <button type="button" onClick={asking("edit")}>{t("Edit")}</button>}
      {movable && store.may("edit-annotation", note) && <>
        {room.selected.value.length > 0 && <Act room={room} label={t("Move to the words I selected")} does={() => store.edit(note.id, { version: note.version, targets: room.selected.value.map(passage => room.targetOf(passage)) })} />}
        {note.targets.length > 0 && <button type="button" onClick={asking("passage")}>{t("Move its passage…")}</button>}
      </>}
      {movable && <button type="button" onClick={asking("move")}>{t("Move to another point…")}</button>}
      {shared && !note.thread && store.may("resolve", note) &&
        <Act room={room} label={note.resolved ? t("Reopen") : t("Resolve")} does={() => (note.resolved ? store.reopen(note.id) : store.resolve(note.id))} />}
      {shared && !note.thread && at && moderates && store.may("pin", note) && (pin
        ? (
          <>
            {pin.order > 0 && <Act room={room} label={t("Move pin up")} does={() => store.movePin(note.id, at, pin.order - 1)} />}
            {pin.order < pins - 1 && <Act room={room} label={t("Move pin down")} does={() => store.movePin(note.id, at, pin.order + 1)} />}
            <Act room={room} label={t("Unpin")} does={() => store.unpin(note.id, at)} />
          </>
        )
        : note.state === "shown" && <Act room={room} label={t("Pin to {place}", { place: room.nameOf(at) })} does={() => store.pin(note.id, at)} />)}
      {shared && note.state === "shown" && store.may("relate", note) && <button type="button" onClick={asking("relate")}>{t("Relate to another note…")}</button>}
      {shared && moderates && !note.thread && !pin && !isGone(note) && store.may("merge-threads", note) && (note.mergedInto
        ? <button type="button" onClick={() => void callNow(room, "Unmerge", { annotation: note.id }, capital(t("{note} stands by itself again", { note: numbered(note) })))}>{t("Part from this thread")}</button>
        : <button type="button" onClick={asking("merge")}>{t("Merge into another thread…")}</button>)}
      {shared && moderates && store.may("hide-annotation", note) && !isGone(note) && (note.state === "hidden"
        ? <Act room={room} label={t("Restore")} does={() => store.unhide(note.id)} />
        : <button type="button" onClick={asking("hide")}>{t("Hide…")}</button>)}
      {flaggable && (myQueue.value.flags.includes(note.id)
        ? <button type="button" onClick={() => void takeFlagBack(room, note.id).catch(() => undefined)}>{t("Take my flag back")}</button>
        : note.state === "shown" && <button type="button" onClick={asking("flag")}>{t("Flag…")}</button>)}
      {shared && <button type="button" onClick={() => setWatching(room, root, !watched)}>{watched ? t("Stop watching the thread") : t("Watch the thread")}</button>}
      {note.version > 1 && <button type="button" onClick={asking("history")}>{t("Former wordings")}</button>}
      {shared && <button type="button" onClick={() => void copy(room, citation(room, note), t("Citation copied"))}>{t("Copy citation")}</button>}
      {shared && <button type="button" onClick={() => void copy(room, addressOf(room, note), t("Address copied"))}>{t("Copy address")}</button>}
      {shared && <a href={`${addressOf(room, note).replace("notes/", "cite?note=")}`}>{t("Cite…")}</a>}
      {store.may("delete-annotation", note) && !isGone(note) && <button type="button" class="danger" onClick={asking("delete")}>{t("Delete…")}</button>}
    </>
  );
}
