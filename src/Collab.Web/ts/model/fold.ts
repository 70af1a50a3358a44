// The document as this reader may see it: the fold of its events over a snapshot. Pure; equal to the server's fold.
import { placesOf, type RoomState } from "./state.js";
import { type Annotation, type Author, type Batch, erasedName, isGone, isPrivate, type Pin, type Reaction, type RoomEvent } from "./wire.js";

export { emptyState, fromSnapshot, onDocument, placesOf, type RoomState, toSnapshot } from "./state.js";

/** Who looks: a hidden note keeps its words for its author and for those who may read hidden ones. */
export interface Viewer { readonly member: string; readonly readsHidden: boolean }

/**
 * The state after a batch. "gap" where the batch does not begin at the state's seq + 1 or before, "epoch" where it is of
 * another log: both mean that nothing was folded. What was folded already is left alone.
 */
export function foldBatch(state: RoomState, batch: Batch, viewer: Viewer): RoomState | "gap" | "epoch" {
  if (state.epoch && batch.epoch !== state.epoch) return "epoch";
  if (batch.last <= state.seq) return state;
  if (batch.first > state.seq + 1) return "gap";
  const draft = new Draft(state, viewer);
  let hash: string | undefined;
  for (const event of batch.events) {
    if (event.seq <= state.seq || event.seq > batch.last) continue;
    draft.apply(event);
    if (event.seq === batch.last) hash = event.hash;
  }
  return draft.finish(batch.epoch, batch.last, hash);
}

/** Copies a collection when it is first written to, so that a batch costs one copy and its input stays as it was. */
class Draft {
  private next: { -readonly [K in keyof RoomState]: RoomState[K] };
  private readonly own = new Set<string>();

  constructor(base: RoomState, private readonly viewer: Viewer) {
    this.next = { ...base };
  }

  finish(epoch: string, seq: number, hash: string | undefined): RoomState {
    this.next.epoch = epoch;
    this.next.seq = seq;
    if (hash === undefined) delete this.next.hash;
    else this.next.hash = hash;
    return this.next;
  }

  apply(event: RoomEvent): void {
    const actor = this.author(event.actor);
    const note = event.annotation === undefined ? undefined : this.next.annotations.get(event.annotation);
    switch (event.kind) {
      case "DocumentImported":
        this.next.title = event.data.title;
        this.next.metadata = event.data.metadata ?? this.next.metadata;
        this.next.revision = event.data.revision;
        break;
      case "AnnotationAdded":
      case "ReplyAdded":
        if (event.annotation !== undefined && !note) this.add(added(event, actor));
        break;
      case "AnnotationEdited":
        if (note) this.edit(note, event);
        break;
      case "AnnotationDeleted":
        if (note) this.put(without({ ...note, state: "deleted", modified: event.at }, "body", "reason", "reasonBy"), []);
        break;
      case "AnnotationHidden":
        if (note && !isGone(note)) {
          const hidden = without({ ...note, state: "hidden" as const }, "reason", "reasonBy");
          if (event.data.reason !== undefined) Object.assign(hidden, { reason: event.data.reason, reasonBy: event.actor.id });
          if (this.viewer.readsHidden || note.creator.id === this.viewer.member) this.put(hidden);
          else this.put(without(hidden, "body"), []);
        }
        break;
      case "AnnotationShown":
        if (note && !isGone(note)) {
          const shown = without({ ...note, state: "shown" as const }, "reason", "reasonBy");
          if (event.data.reason !== undefined) Object.assign(shown, { reason: event.data.reason, reasonBy: event.actor.id });
          if (event.data.body) shown.body = event.data.body;
          if (event.data.tags) shown.tags = event.data.tags;
          this.retarget(note, event.data.targets, shown);
        }
        break;
      case "PinPlaced":
        if (event.annotation !== undefined) {
          const { clause, order, supersedes } = event.data;
          const pin: Pin = { annotation: event.annotation, clause, order, by: actor, at: event.at, seq: event.seq };
          if (supersedes !== undefined) pin.supersedes = supersedes;
          this.place(clause, pin, order);
        }
        break;
      case "PinMoved": {
        const pin = this.next.pins.get(event.data.clause)?.find(other => other.annotation === event.annotation);
        if (pin) this.place(event.data.clause, pin, event.data.order);
        break;
      }
      case "PinRemoved": {
        const pins = this.next.pins.get(event.data.clause);
        if (pins) this.order(event.data.clause, pins.filter(pin => pin.annotation !== event.annotation));
        break;
      }
      case "ThreadResolved":
      case "ThreadReopened": {
        const root = note?.thread ? this.next.annotations.get(note.thread) : note;
        if (root) {
          const settled = without({ ...root }, "resolved", "threadReason", "threadReasonBy");
          if (event.kind === "ThreadResolved") settled.resolved = true;
          if (event.data.reason !== undefined) Object.assign(settled, { threadReason: event.data.reason, threadReasonBy: event.actor.id });
          this.put(settled);
        }
        break;
      }
      case "ReactionAdded":
      case "ReactionRemoved":
        if (note) this.put({ ...note, reactions: react(note.reactions, event.data.emoji, event.actor.id, event.kind === "ReactionAdded") });
        break;
      case "ClauseLocked":
      case "ClauseUnlocked":
        if (event.clause !== undefined) this.lock(event.clause, event.kind === "ClauseLocked");
        break;
      case "DocumentClosed":
        this.next.state = "closed";
        break;
      case "DocumentReopened":
        this.next.state = "open";
        break;
      case "Led":
        if (event.clause !== undefined) this.next.led = { clause: event.clause, by: actor, at: event.at, seq: event.seq };
        break;
      case "MemberJoined":
        // Who comes back stands last: members are in the order of their joining. And they may have another name.
        if (this.next.members.has(event.data.member)) this.rename(event.data.member, event.data.name);
        this.map("members").delete(event.data.member);
        this.map("members").set(event.data.member, { id: event.data.member, name: event.data.name, role: event.data.role });
        break;
      case "MemberRenamed":
        this.rename(event.data.member, event.data.name);
        break;
      case "ContentErased":
        this.erase(event.data.member);
        break;
      case "MemberRoleChanged": {
        const member = this.next.members.get(event.data.member);
        if (member) this.map("members").set(member.id, { ...member, role: event.data.role });
        break;
      }
      case "MemberRemoved": {
        const member = this.next.members.get(event.data.member);
        if (member) this.map("members").set(member.id, { ...member, removed: true });
        break;
      }
      default:
        // A kind of a newer server: skipped, the cursor moves on.
        break;
    }
  }

  private author(actor: Author): Author {
    const name = actor.name ?? this.next.members.get(actor.id)?.name;
    return name === undefined ? { id: actor.id } : { id: actor.id, name };
  }

  private add(note: Annotation): void {
    this.map("annotations").set(note.id, note);
    if (note.thread) this.list("replies", note.thread, note);
    else for (const place of placesOf(note)) this.list("roots", place, note);
  }

  private edit(note: Annotation, event: Extract<RoomEvent, { kind: "AnnotationEdited" }>): void {
    const { version, body, tags, targets } = event.data;
    const edited: Annotation = { ...note, version, modified: event.at };
    if (body) edited.body = body;
    if (tags) edited.tags = tags;
    this.retarget(note, targets, edited);
  }

  private retarget(before: Annotation, targets: Annotation["targets"] | undefined, after: Annotation): void {
    if (!targets) return this.put(after);
    this.put({ ...after, targets });
    if (before.thread) return;
    const roots = this.map("roots");
    for (const place of placesOf(before)) roots.set(place, (roots.get(place) ?? []).filter(id => id !== before.id));
    for (const place of placesOf({ ...after, targets })) this.list("roots", place, after);
  }

  private put(note: Annotation, tags = note.tags): void {
    this.map("annotations").set(note.id, tags === note.tags ? note : { ...note, tags });
  }

  // What a pin supersedes leaves by an event of its own.
  private place(clause: string, pin: Pin, order: number): void {
    const others = (this.next.pins.get(clause) ?? []).filter(other => other.annotation !== pin.annotation);
    others.splice(Math.min(Math.max(order, 0), others.length), 0, pin);
    this.order(clause, others);
  }

  private order(clause: string, pins: readonly Pin[]): void {
    this.map("pins").set(clause, pins.map((pin, order) => (pin.order === order ? pin : { ...pin, order })));
  }

  private lock(id: string, locked: boolean): void {
    const clause = this.next.clauseById.get(id);
    if (!clause || clause.locked === locked) return;
    const changed = { ...clause, locked };
    this.map("clauseById").set(id, changed);
    this.next.clauses = this.next.clauses.map(other => (other.id === id ? changed : other));
  }

  private erase(member: string): void {
    this.rename(member, erasedName);
    for (const note of [...this.next.annotations.values()]) {
      let kept = note;
      if (kept.reasonBy === member) kept = without({ ...kept }, "reason", "reasonBy");
      if (kept.threadReasonBy === member) kept = without({ ...kept }, "threadReason", "threadReasonBy");
      if (kept.creator.id === member) {
        const targets = kept.targets.map(target => without({ ...target }, "quote"));
        this.put(without({ ...kept, state: kept.state === "deleted" ? "deleted" : "erased", targets }, "body", "reason", "reasonBy"), []);
      } else if (kept !== note) this.put(kept);
    }
  }

  private rename(id: string, name: string): void {
    const member = this.next.members.get(id);
    if (member) this.map("members").set(id, { ...member, name });
    const notes = this.map("annotations");
    for (const note of notes.values()) if (note.creator.id === id) notes.set(note.id, { ...note, creator: { id, name } });
    const pins = this.map("pins");
    for (const [clause, list] of pins) {
      if (list.some(pin => pin.by.id === id)) pins.set(clause, list.map(pin => (pin.by.id === id ? { ...pin, by: { id, name } } : pin)));
    }
    if (this.next.led?.by.id === id) this.next.led = { ...this.next.led, by: { id, name } };
  }

  private list(field: "roots" | "replies", key: string, note: Annotation): void {
    const map = this.map(field);
    const ids = map.get(key) ?? [];
    let at = ids.length;
    while (at > 0 && (this.next.annotations.get(ids[at - 1]!)?.number ?? 0) > note.number) at--;
    map.set(key, ids.toSpliced(at, 0, note.id));
  }

  private map<K extends "annotations" | "roots" | "replies" | "pins" | "members" | "clauseById">(field: K): Owned<RoomState[K]> {
    if (!this.own.has(field)) {
      this.own.add(field);
      (this.next as Record<string, unknown>)[field] = new Map(this.next[field] as ReadonlyMap<string, unknown>);
    }
    return this.next[field] as unknown as Owned<RoomState[K]>;
  }
}

type Owned<M> = M extends ReadonlyMap<infer K, infer V> ? Map<K, V> : never;

function added(event: Extract<RoomEvent, { kind: "AnnotationAdded" | "ReplyAdded" }>, creator: Author): Annotation {
  const data = event.data;
  const note: Annotation = {
    id: event.annotation!,
    number: data.number,
    seq: event.seq,
    creator,
    created: event.at,
    version: 1,
    state: data.withheld ?? "shown",
    targets: event.kind === "AnnotationAdded" ? event.data.targets ?? [] : [],
    tags: data.tags ?? [],
    reactions: [],
  };
  // The id of a notebook's note says that it is one, as docs/wire.md has it.
  if (isPrivate(note.id)) note.visibility = "private";
  if (event.clause !== undefined) note.clause = event.clause;
  if (data.body) note.body = data.body;
  if (data.reason !== undefined) note.reason = data.reason;
  if (event.kind === "AnnotationAdded") {
    if (event.data.motivation !== undefined) note.motivation = event.data.motivation;
  } else {
    note.motivation = "replying";
    note.replyTo = event.data.replyTo;
    note.thread = event.data.thread;
  }
  return note;
}

function react(reactions: readonly Reaction[], emoji: string, member: string, on: boolean): readonly Reaction[] {
  const found = reactions.find(reaction => reaction.emoji === emoji);
  if (!found) return on ? [...reactions, { emoji, members: [member] }] : reactions;
  const members = found.members.filter(other => other !== member);
  if (on) members.push(member);
  return reactions.flatMap(reaction => (reaction !== found ? [reaction] : members.length ? [{ emoji, members }] : []));
}

function without<T extends object, K extends keyof T>(value: T, ...keys: K[]): T {
  for (const key of keys) delete value[key];
  return value;
}
