// What may stand on this screen: all that the reader may see, or on a projector neither what is hidden nor what is private; and a past
// moment in the place of now.
import { computed, effect, type ReadonlySignal, signal, type Signal } from "@preact/signals-core";
import type { OutboxItem } from "../live/outbox.js";
import type { RoomState } from "../model/fold.js";
import { type Annotation, isPrivate } from "../model/wire.js";
import type { Replica } from "./replica.js";

export interface Screen {
  /** The projector shows this screen. */
  readonly presenting: Signal<boolean>;
  /** A replay shows its moment in the place of now. */
  readonly past: Signal<Replica | undefined>;
  /** Changes when all that is on the screen is another. */
  readonly scene: ReadonlySignal<unknown>;
  /** The replica, as far as it may stand on the screen. */
  readonly seen: Replica;
  /** Of what is not sent yet, what may stand on the screen. */
  shown(items: ReadonlySignal<readonly OutboxItem[]>): ReadonlySignal<readonly OutboxItem[]>;
}

export function createScreen(replica: Replica): Screen {
  const presenting = signal(false);
  const past = signal<Replica | undefined>(undefined);
  const state = computed(() => {
    const shown = (past.value ?? replica).state.value;
    return presenting.value ? withoutHidden(shown) : shown;
  });
  const notes = computed(() => (presenting.value || past.value ? withOnly(replica.notes.value, () => false) : replica.notes.value));
  const seen: Replica = {
    ...replica,
    state,
    notes,
    find: annotation => state.value.annotations.get(annotation) ?? notes.value.annotations.get(annotation),
    holding: annotation => (isPrivate(annotation) ? notes.value : state.value),
    follow(clause) {
      void presenting.value;
      (past.value ?? replica).follow(clause);
    },
    listen(listener) {
      const stops = [replica.listen(listener), effect(() => past.value?.listen(listener))];
      return () => stops.forEach(stop => stop());
    },
  };
  const mayShow = (item: OutboxItem): boolean =>
    !["private", "draft"].includes(item.body["visibility"] as string) && (item.annotation === undefined || seen.find(item.annotation) !== undefined);
  return {
    presenting,
    past,
    scene: computed(() => past.value ?? presenting.value),
    seen,
    shown: items => computed(() => (past.value ? [] : presenting.value ? items.value.filter(mayShow) : items.value)),
  };
}

const withoutHidden = (from: RoomState): RoomState => {
  const shown = (note: Annotation | undefined): boolean => note?.state !== "hidden";
  return withOnly(from, note => shown(note) && (!note.thread || shown(from.annotations.get(note.thread))));
};

/** The state with only some of its notes. */
function withOnly(from: RoomState, shows: (note: Annotation) => boolean): RoomState {
  const annotations = new Map([...from.annotations].filter(([, note]) => shows(note)));
  const kept = (lists: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, readonly string[]> =>
    new Map([...lists].map(([key, ids]) => [key, ids.filter(id => annotations.has(id))]));
  return {
    ...from,
    annotations,
    replies: kept(from.replies),
    roots: kept(from.roots),
    ...(from.relations && { relations: from.relations.filter(relation => annotations.has(relation.from) && annotations.has(relation.to)) }),
    pins: new Map([...from.pins].map(([clause, pins]) => [clause, pins.filter(pin => annotations.has(pin.annotation))])),
  };
}
