// What may stand on this screen: all that the reader may see, or on a projector neither what is hidden nor what is private.
import { computed, type ReadonlySignal, signal, type Signal } from "@preact/signals-core";
import type { OutboxItem } from "../live/outbox.js";
import type { RoomState } from "../model/fold.js";
import { type Annotation, isPrivate } from "../model/wire.js";
import type { Replica } from "./replica.js";

export interface Screen {
  /** The projector shows this screen. */
  readonly presenting: Signal<boolean>;
  /** The replica, as far as it may stand on the screen. */
  readonly seen: Replica;
  /** Of what is not sent yet, what may stand on the screen. */
  shown(items: ReadonlySignal<readonly OutboxItem[]>): ReadonlySignal<readonly OutboxItem[]>;
}

export function createScreen(replica: Replica): Screen {
  const presenting = signal(false);
  const state = computed(() => (presenting.value ? withoutHidden(replica.state.value) : replica.state.value));
  const notes = computed(() => (presenting.value ? withOnly(replica.notes.value, () => false) : replica.notes.value));
  const seen: Replica = {
    ...replica,
    state,
    notes,
    find: annotation => state.value.annotations.get(annotation) ?? notes.value.annotations.get(annotation),
    holding: annotation => (isPrivate(annotation) ? notes.value : state.value),
    follow(clause) {
      void presenting.value;
      replica.follow(clause);
    },
  };
  const mayShow = (item: OutboxItem): boolean =>
    item.body["visibility"] !== "private" && (item.annotation === undefined || seen.find(item.annotation) !== undefined);
  return {
    presenting,
    seen,
    shown: items => computed(() => (presenting.value ? items.value.filter(mayShow) : items.value)),
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
