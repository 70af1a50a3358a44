// The past of a document, as this reader may see it now: its events in order, and the state after each of them.
import { foldBatch, fromSnapshot, type RoomState } from "./fold.js";
import { without } from "./draft.js";
import { type Annotation, type Batch, isGone, type RoomEvent, type Snapshot, type Stance } from "./wire.js";

/** A silence longer than this lasts as long as this, in milliseconds: nobody waits for a night. */
export const silence = 30_000;

/** Events from one state that is kept to the next: what going back costs at most. */
const apart = 400;

interface Kept { step: number; state: RoomState }

export class Past {
  /** What happened, oldest first: step n is the state after the n-th, step 0 the one before. */
  readonly events: RoomEvent[] = [];
  /** The seq up to which it is known. */
  seq: number;
  private readonly kept: Kept[];
  /** When each step comes, in milliseconds after the first, with silences cut. */
  private readonly times: number[] = [0];
  private latest: Kept;

  /** @param first Where it begins, as the server shows that moment now. */
  constructor(first: Snapshot, private readonly member: string) {
    this.latest = { step: 0, state: fromSnapshot(first) };
    this.kept = [this.latest];
    this.seq = first.seq;
  }

  get length(): number {
    return this.events.length;
  }

  /** @param moments Snapshots at events of the batch that cannot be folded, in their order. */
  add(batch: Batch, moments: readonly Snapshot[] = []): void {
    for (const event of batch.events) {
      if (event.seq <= this.seq) continue;
      const before = this.events.at(-1);
      this.times.push(this.times.at(-1)! + (before ? Math.min(silence, Math.max(0, Date.parse(event.at) - Date.parse(before.at))) : 0));
      this.events.push(event);
      const moment = moments.find(({ seq }) => seq === event.seq);
      if (moment) this.kept.push({ step: this.length, state: fromSnapshot(moment) });
      else if (this.length - this.kept.at(-1)!.step >= apart) this.kept.push({ step: this.length, state: this.at(this.length) });
    }
    this.seq = batch.last;
  }

  /** The state at a step. What it costs does not grow with how far it is from the last one asked for. */
  at(step: number): RoomState {
    let from = this.kept.findLast(kept => kept.step <= step)!;
    if (this.latest.step > from.step && this.latest.step <= step) from = this.latest;
    return (this.latest = { step, state: this.fold(from, step) }).state;
  }

  /** The seq of a step. */
  seqOf(step: number): number {
    return this.events[step - 1]?.seq ?? this.kept[0]!.state.seq;
  }

  /** The last step that is not after the seq. */
  stepOf(seq: number): number {
    return this.events.findLastIndex(event => event.seq <= seq) + 1;
  }

  timeOf(step: number): number {
    return this.times[step]!;
  }

  /** The last step that has come by that time. */
  stepAt(time: number): number {
    let [low, high] = [0, this.length];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.times[middle]! <= time) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  private fold({ step: done, state }: Kept, step: number): RoomState {
    if (done === step) return state;
    const events = this.events.slice(done, step);
    const last = events.at(-1)!.seq;
    const after = foldBatch(state, { epoch: state.epoch, first: state.seq + 1, last, events, head: last }, { member: this.member, readsHidden: true, past: true });
    if (typeof after === "string") throw new Error(`What was fetched of the past does not follow: ${after}.`);
    return after;
  }
}

/** What this reader may not read now: notes as they stand now, by id, and the stances whose reasons are hidden. */
export interface Withheld { readonly notes: ReadonlyMap<string, Annotation>; readonly reasons: ReadonlySet<string> }

export function withheldOf(now: RoomState, viewer: { member: string; readsHidden: boolean }): Withheld {
  const notes = new Map<string, Annotation>();
  for (const note of now.annotations.values()) {
    if (isGone(note) || note.state === "hidden" && !viewer.readsHidden && note.creator.id !== viewer.member) notes.set(note.id, note);
  }
  return { notes, reasons: new Set(viewer.readsHidden ? [] : now.stances.taken.filter(stance => stance.reasonHidden).map(stance => stance.id)) };
}

/** The moment by the policy of now: what is withheld by now has no words there, and says what became of it. */
export function asMayBeSeen(moment: RoomState, { notes, reasons }: Withheld): RoomState {
  const annotations = new Map(moment.annotations);
  for (const { id, state, reason, reasonBy } of notes.values()) {
    const then = annotations.get(id);
    if (!then) continue;
    const early = state === "hidden" && (then.early || then.state === "shown");
    const shown: Annotation = without({ ...then, state, tags: [] }, "body", "said", "reason", "reasonBy", "early");
    annotations.set(id, { ...shown, ...(reason !== undefined && { reason, reasonBy }), ...(early && { early }) } as Annotation);
  }
  const taken = moment.stances.taken.map((stance): Stance => (reasons.has(stance.id) ? { ...without({ ...stance }, "reason"), reasonHidden: true } : stance));
  return { ...moment, annotations, stances: { ...moment.stances, taken } };
}
