// What is known of each note, kept note by note: an event costs what it concerns, whatever else changes costs all notes once.
import { computed, type ReadonlySignal } from "@preact/signals-core";
import type { RoomState } from "../model/state.js";
import type { Annotation } from "../model/wire.js";
import type { Replica } from "./replica.js";

/**
 * @param of What is known of a note; undefined for nothing. It may read the note, those above it in its thread, and what `by` answers.
 * @param by What else it hangs on: where one of these is another, all notes are looked at again.
 * @returns The same object until something is known otherwise; its map is changed in place.
 */
export function ofEach<T>({ state, change }: Replica, of: (note: Annotation, state: RoomState) => T | undefined, by: () => readonly unknown[] = () => []): ReadonlySignal<{ readonly known: ReadonlyMap<string, T> }> {
  const known = new Map<string, T>();
  let answer = { known };
  let seen: RoomState | undefined;
  let hung: readonly unknown[] = [];
  return computed(() => {
    const [now, on, last] = [state.value, by(), change()];
    const step = last && last.before === seen && last.after === now && last.ids !== "all" && on.every((each, index) => each === hung[index]) ? last.ids : undefined;
    let other = !step;
    if (!step) known.clear();
    for (const id of step ? [...step].flatMap(changed => [changed, ...now.replies.get(changed) ?? []]) : now.annotations.keys()) {
      const note = now.annotations.get(id);
      const value = note && of(note, now);
      if (value === undefined) other = known.delete(id) || other;
      else if (known.get(id) !== value) other = !!known.set(id, value);
    }
    [seen, hung] = [now, on];
    return other ? answer = { known } : answer;
  });
}
