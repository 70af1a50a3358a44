// The state that a fold is working on.
import { placesOf, type RoomState } from "./state.js";
import type { Annotation, Author, Pin, Relation } from "./wire.js";

/**
 * Who looks: a hidden note keeps its words for its author and for those who may read hidden ones. `past`: the events were all written
 * by the policy of now, as a replay has them, so that nothing they tell is taken away, and each wording comes with its own event.
 */
export interface Viewer { readonly member: string; readonly readsHidden: boolean; readonly past?: true }

/** Copies a collection when it is first written to, so that a batch costs one copy and its input stays as it was. */
export class Draft {
  readonly next: { -readonly [K in keyof RoomState]: RoomState[K] };
  private readonly own = new Set<string>();

  constructor(base: RoomState, readonly viewer: Viewer) {
    this.next = { ...base };
  }

  finish(epoch: string, seq: number, hash: string | undefined): RoomState {
    this.next.epoch = epoch;
    this.next.seq = seq;
    if (hash === undefined) delete this.next.hash;
    else this.next.hash = hash;
    return this.next;
  }

  author(actor: Author): Author {
    const name = actor.name ?? this.next.members.get(actor.id)?.name;
    return { id: actor.id, ...(name !== undefined && { name }), ...(actor.unverified && { unverified: true as const }) };
  }

  add(note: Annotation): void {
    this.map("annotations").set(note.id, note);
    const above = note.thread ?? note.mergedInto;
    if (above) this.list("replies", above, note);
    else for (const place of placesOf(note)) this.list("roots", place, note);
  }

  /** Puts a thread under another one, or back to where it belongs. */
  regroup(before: Annotation, after: Annotation): void {
    if (before.mergedInto) {
      const left = (this.next.replies.get(before.mergedInto) ?? []).filter(id => id !== before.id);
      if (left.length > 0) this.map("replies").set(before.mergedInto, left);
      else this.map("replies").delete(before.mergedInto);
    } else for (const place of placesOf(before)) this.map("roots").set(place, (this.next.roots.get(place) ?? []).filter(id => id !== before.id));
    this.add(after);
  }

  /** Takes over what notes are to each other, as far as both may be read; of what is there already, nothing changes. */
  relate(relations: readonly Relation[] = []): void {
    const told = relations.filter((one, at) => this.tells(one.from) && this.tells(one.to) && relations.findIndex(other => sameRelation(one, other)) === at)
      .sort((a, b) => a.seq - b.seq);
    if (told.length > 0) this.next.relations = told;
    else delete this.next.relations;
  }

  private tells(id: string): boolean {
    const state = this.next.annotations.get(id)?.state;
    return state === "shown" || (state === "hidden" && this.viewer.readsHidden);
  }

  retarget(before: Annotation, targets: Annotation["targets"] | undefined, after: Annotation): void {
    if (!targets) return this.put(after);
    this.put({ ...after, targets });
    if (before.thread || before.mergedInto) return;
    const roots = this.map("roots");
    for (const place of placesOf(before)) roots.set(place, (roots.get(place) ?? []).filter(id => id !== before.id));
    for (const place of placesOf({ ...after, targets })) this.list("roots", place, after);
  }

  put(note: Annotation, tags = note.tags): void {
    this.map("annotations").set(note.id, tags === note.tags ? note : { ...note, tags });
  }

  // What a pin supersedes leaves by an event of its own.
  place(clause: string, pin: Pin, order: number): void {
    const others = (this.next.pins.get(clause) ?? []).filter(other => other.annotation !== pin.annotation);
    others.splice(Math.min(Math.max(order, 0), others.length), 0, pin);
    this.order(clause, others);
  }

  order(clause: string, pins: readonly Pin[]): void {
    this.map("pins").set(clause, pins.map((pin, order) => (pin.order === order ? pin : { ...pin, order })));
  }

  lock(id: string, locked: boolean): void {
    const clause = this.next.clauseById.get(id);
    if (!clause || clause.locked === locked) return;
    const changed = { ...clause, locked };
    this.map("clauseById").set(id, changed);
    this.next.clauses = this.next.clauses.map(other => (other.id === id ? changed : other));
  }

  private list(field: "roots" | "replies", key: string, note: Annotation): void {
    const map = this.map(field);
    const ids = map.get(key) ?? [];
    let at = ids.length;
    while (at > 0 && (this.next.annotations.get(ids[at - 1]!)?.number ?? 0) > note.number) at--;
    map.set(key, ids.toSpliced(at, 0, note.id));
  }

  map<K extends "annotations" | "roots" | "replies" | "pins" | "members" | "clauseById">(field: K): Owned<RoomState[K]> {
    if (!this.own.has(field)) {
      this.own.add(field);
      (this.next as Record<string, unknown>)[field] = new Map(this.next[field] as ReadonlyMap<string, unknown>);
    }
    return this.next[field] as unknown as Owned<RoomState[K]>;
  }
}

type Said = Pick<Relation, "from" | "relation" | "to">;

export const sameRelation = (a: Partial<Said>, b: Partial<Said>): boolean => a.from === b.from && a.relation === b.relation && a.to === b.to;

type Owned<M> = M extends ReadonlyMap<infer K, infer V> ? Map<K, V> : never;

/** The object less some of its fields; it is changed itself. */
export function without<T extends object, K extends keyof T>(value: T, ...keys: K[]): T {
  for (const key of keys) delete value[key];
  return value;
}
