// The document as this reader may see it: the fold of its events over a snapshot. Pure; equal to the server's fold.
import { Draft, sameRelation, type Viewer, without } from "./draft.js";
import { applySession, comeTo } from "./session.js";
import { type RoomState, topOf } from "./state.js";
import { applyTold } from "./told.js";
import { type Annotation, type Author, type Batch, isGone, isPrivate, type Pin, type Reaction, type RoomEvent, type Stance } from "./wire.js";

export type { Viewer } from "./draft.js";
export { emptyState, fromSnapshot, onDocument, placesOf, type RoomState, topOf, toSnapshot, underOf } from "./state.js";

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
    apply(draft, event);
    if (event.seq === batch.last) hash = event.hash;
  }
  return draft.finish(batch.epoch, batch.last, hash);
}

const nobody: Author = { id: "" };

function apply(draft: Draft, event: RoomEvent): void {
  // Of what an import brought in, it is not who imported it.
  const actor = draft.author(event.original?.by ?? event.actor ?? nobody);
  const at = event.original?.at ?? event.at;
  const note = event.annotation === undefined ? undefined : draft.next.annotations.get(event.annotation);
  switch (event.kind) {
    case "DocumentImported":
      draft.next.title = event.data.title;
      draft.next.metadata = event.data.metadata ?? draft.next.metadata;
      draft.next.revision = event.data.revision;
      break;
    case "EditionAdded": {
      const { edition: id, language, title, revision } = event.data;
      draft.next.editions = [...draft.next.editions ?? [], { id, language, title, revision }];
      break;
    }
    case "AnnotationAdded":
    case "ReplyAdded":
      if (event.annotation !== undefined && !note) draft.add(added(event, actor));
      break;
    case "AnnotationEdited":
      if (note) edit(draft, note, event, at);
      break;
    case "AnnotationDeleted":
      if (note) draft.put(without({ ...note, state: "deleted", modified: at }, "body", "said", "reason", "reasonBy"), []);
      draft.relate(draft.next.relations);
      break;
    case "AnnotationHidden":
      if (note && !isGone(note)) {
        const hidden = without({ ...note, state: "hidden" as const }, "reason", "reasonBy", "early");
        if (event.data.reason !== undefined) Object.assign(hidden, { reason: event.data.reason, reasonBy: actor.id });
        if (draft.viewer.readsHidden || note.creator.id === draft.viewer.member) draft.put(hidden);
        else draft.put(without(hidden, "body", "said"), []);
        draft.relate(draft.next.relations);
      }
      break;
    case "AnnotationShown":
      if (note && !isGone(note)) {
        const shown = without({ ...note, state: "shown" as const }, "reason", "reasonBy");
        if (event.data.reason !== undefined) Object.assign(shown, { reason: event.data.reason, reasonBy: actor.id });
        if (!draft.viewer.past) {
          if (event.data.body) shown.body = event.data.body;
          if (event.data.said) shown.said = event.data.said;
          if (event.data.tags) shown.tags = event.data.tags;
        }
        draft.retarget(note, event.data.targets, shown);
        if (event.data.relations) draft.relate([...draft.next.relations ?? [], ...event.data.relations]);
      }
      break;
    case "PinPlaced":
      if (event.annotation !== undefined) {
        const { clause, order, supersedes } = event.data;
        const pin: Pin = { annotation: event.annotation, clause, order, by: actor, at, seq: event.seq };
        if (supersedes !== undefined) pin.supersedes = supersedes;
        draft.place(clause, pin, order);
      }
      break;
    case "PinMoved": {
      const pin = draft.next.pins.get(event.data.clause)?.find(other => other.annotation === event.annotation);
      if (pin) draft.place(event.data.clause, pin, event.data.order);
      break;
    }
    case "PinRemoved": {
      const pins = draft.next.pins.get(event.data.clause);
      if (pins) draft.order(event.data.clause, pins.filter(pin => pin.annotation !== event.annotation));
      break;
    }
    case "ThreadResolved":
    case "ThreadReopened": {
      const root = note?.thread ? draft.next.annotations.get(note.thread) : note;
      if (root) {
        const settled = without({ ...root }, "resolved", "threadReason", "threadReasonBy");
        if (event.kind === "ThreadResolved") settled.resolved = true;
        if (event.data.reason !== undefined) Object.assign(settled, { threadReason: event.data.reason, threadReasonBy: actor.id });
        draft.put(settled);
      }
      break;
    }
    case "ThreadMerged":
      // As on the server, of threads under one another the last merging is none.
      if (note && topOf(draft.next, draft.next.annotations.get(event.data.into)!) !== note) draft.regroup(note, { ...note, mergedInto: event.data.into });
      break;
    case "ThreadUnmerged":
      if (note) draft.regroup(note, without({ ...note }, "mergedInto"));
      break;
    case "RelationAdded": {
      const { from, relation, to } = event.data;
      if (from && relation && to) draft.relate([...draft.next.relations ?? [], { from, relation, to, by: actor.id, at, seq: event.seq }]);
      break;
    }
    case "RelationRemoved":
      draft.relate(draft.next.relations?.filter(one => !sameRelation(one, event.data)));
      break;
    case "ReactionAdded":
    case "ReactionRemoved":
      if (note) draft.put({ ...note, reactions: react(note.reactions, event.data.emoji, actor.id, event.kind === "ReactionAdded") });
      break;
    case "ClauseLocked":
    case "ClauseUnlocked":
      if (event.clause !== undefined) draft.lock(event.clause, event.kind === "ClauseLocked");
      break;
    case "DocumentClosed":
      draft.next.state = "closed";
      break;
    case "DocumentReopened":
      draft.next.state = "open";
      break;
    case "AuthorNamed": {
      const { author: { id, name } } = event.data;
      draft.next.authors = [...draft.next.authors ?? [], { id, name: name ?? "" }];
      break;
    }
    case "SlowModeSet":
      if (event.data.seconds > 0) draft.next.slowMode = event.data.seconds;
      else delete draft.next.slowMode;
      break;
    case "StanceTaken":
    case "StanceWithdrawn": {
      const { id, stance, reason, reasonHidden } = event.data;
      const { stances } = draft.next;
      const taken: Stance[] = stances.taken.filter(held => held.id !== id);
      if (stance) taken.push({ id, clause: event.clause!, stance, at: event.at, seq: event.seq, ...(event.actor && { by: actor.id }), ...(reason !== undefined && { reason }), ...(reasonHidden && { reasonHidden }) });
      draft.next.stances = { ...stances, taken };
      break;
    }
    case "StanceReasonHidden": {
      // Of the past one reads what one may read now, whatever was hidden then.
      if (draft.viewer.past) break;
      // What brings it back, StanceReasonShown, cannot be folded: it comes with a snapshot.
      const hide = (held: Stance): Stance => (held.id !== event.data.id ? held : { ...(draft.viewer.readsHidden ? held : without({ ...held }, "reason")), reasonHidden: true });
      draft.next.stances = { ...draft.next.stances, taken: draft.next.stances.taken.map(hide) };
      break;
    }
    case "StancesSet":
      draft.next.stances = { ...event.data, taken: [] };
      break;
    case "ApprovalSet":
      draft.next.approval = event.data.on;
      break;
    case "RoundOpened": {
      const { round: id, show } = event.data;
      draft.next.rounds = [...draft.next.rounds ?? [], { id, clause: event.clause!, show, state: "open", by: actor.id, at: event.at, seq: event.seq }];
      break;
    }
    case "RoundRevealed":
    case "RoundCancelled": {
      const { kind, seq, data: { round: id } } = event;
      const state = kind === "RoundRevealed" ? "revealed" : "cancelled";
      draft.next.rounds = draft.next.rounds?.map(round => (round.id === id ? { ...round, state, seq } : round)) ?? [];
      break;
    }
    case "Led":
      comeTo(draft.next, event.clause);
      if (event.clause !== undefined) draft.next.led = { clause: event.clause, by: actor, at: event.at, seq: event.seq, ...event.data };
      break;
    default:
      // A kind of a newer server is skipped there: the cursor moves on.
      if (!applySession(draft.next, event, actor.id)) applyTold(draft, event);
  }
}

function edit(draft: Draft, note: Annotation, event: Extract<RoomEvent, { kind: "AnnotationEdited" }>, at: string): void {
  const { version, body, tags, targets } = event.data;
  const edited: Annotation = { ...note, version, modified: at };
  if (body) edited.body = body;
  if (tags) edited.tags = tags;
  draft.retarget(note, targets, edited);
}

function added(event: Extract<RoomEvent, { kind: "AnnotationAdded" | "ReplyAdded" }>, creator: Author): Annotation {
  const { data, original } = event;
  const note: Annotation = {
    id: event.annotation!,
    number: data.number,
    seq: event.seq,
    creator,
    created: original?.at ?? event.at,
    version: original?.version ?? 1,
    state: data.withheld ?? "shown",
    targets: event.kind === "AnnotationAdded" ? event.data.targets ?? [] : [],
    tags: data.tags ?? [],
    reactions: [],
  };
  if (original?.modified !== undefined) note.modified = original.modified;
  if (original) note.imported = { by: event.actor!.id, at: event.at };
  if (data.withheld === "hidden") note.early = true;
  // The id of a notebook's note says that it is one, as docs/wire.md has it.
  if (isPrivate(note.id)) note.visibility = "private";
  if (event.clause !== undefined) note.clause = event.clause;
  if (data.body) note.body = data.body;
  if (data.said) note.said = data.said;
  if (data.reason !== undefined) note.reason = data.reason;
  if (event.kind === "AnnotationAdded") {
    if (event.data.motivation !== undefined) note.motivation = event.data.motivation;
    if (event.data.stance !== undefined) note.stance = event.data.stance;
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
