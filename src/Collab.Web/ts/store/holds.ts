// Holds back what others write at a stack while the reader is in it, so that nothing moves under their eyes.
import { batch, effect, type ReadonlySignal, type Signal, signal, untracked } from "@preact/signals-core";
import type { RoomState } from "../model/fold.js";
import { type Annotation, isGone } from "../model/wire.js";
import type { Hold } from "./stacks.js";

/** Why the reader is at a stack. The panel and a thread that stand open have reasons of their own: leaving the margin does not end them. */
export type HoldReason = "focus" | "pointer" | "composer" | "panel" | "thread";

export interface Holds {
  /** While true, what arrives waits everywhere. */
  readonly holdAll: Signal<boolean>;
  /** The seq at which `holdAll` began. */
  readonly allFrom: ReadonlySignal<{ seq: number } | undefined>;
  /** What is held, by clause. */
  readonly held: ReadonlySignal<ReadonlyMap<string, Hold>>;
  /** The seq beyond which others' notes wait at one of the clauses; undefined where nothing waits. */
  from(clauses: readonly string[]): number | undefined;
  /** Whether the note is one that waits beyond the seq. */
  waits(note: Annotation | undefined, beyond: number): boolean;
  /** The same, whether there is anything to read in it or not. */
  comesLater(note: Annotation, beyond: number): boolean;
  hold(clause: string, reason: HoldReason, on: boolean): void;
  release(clause?: string): void;
  dispose(): void;
}

export interface HoldsOptions {
  my: string;
  state: ReadonlySignal<RoomState>;
  /** What a blind round's reveal brought: everybody looks for it, so it waits only where the reader holds all. */
  revealed: ReadonlySet<string>;
  /** Where it has a value, the past is shown: nothing waits there. */
  past: ReadonlySignal<unknown>;
  /** The ids of what a clause shows now, in order. */
  orderOf(clause: string): readonly string[];
  /** Called when a clause is held no longer, before it is shown anew. */
  onLeft(clause: string): void;
}

export function createHolds({ my, state, revealed, past, orderOf, onLeft }: HoldsOptions): Holds {
  const holdAll = signal(false);
  const allFrom = signal<{ seq: number } | undefined>(undefined);
  const held = signal<ReadonlyMap<string, Hold>>(new Map());
  const reasons = new Map<string, Set<string>>();

  const holdOf = (clause: string): Hold => untracked(() => ({ seq: state.value.seq, order: [...orderOf(clause)] }));

  const comesLater = (note: Annotation, beyond: number): boolean => note.seq > beyond && note.creator.id !== my && (allFrom.value !== undefined || !revealed.has(note.id));

  const stop = effect(() => {
    const on = holdAll.value;
    untracked(() => {
      allFrom.value = on ? { seq: state.value.seq } : undefined;
    });
  });

  function refresh(clauses: readonly string[]): void {
    const next = new Map(held.peek());
    for (const clause of clauses) {
      next.delete(clause);
      onLeft(clause);
    }
    held.value = next;
    const again = new Map(next);
    for (const clause of clauses) again.set(clause, holdOf(clause));
    held.value = again;
  }

  return {
    holdAll,
    allFrom,
    held,
    from(clauses) {
      if (past.value) return undefined;
      const seqs = clauses.flatMap(clause => held.value.get(clause)?.seq ?? []);
      if (allFrom.value) seqs.push(allFrom.value.seq);
      return seqs.length > 0 ? Math.min(...seqs) : undefined;
    },
    waits: (note, beyond) => note !== undefined && !isGone(note) && comesLater(note, beyond),
    comesLater,
    hold(clause, reason, on) {
      let why = reasons.get(clause);
      if (!why) reasons.set(clause, why = new Set());
      const was = why.size > 0;
      if (on) why.add(reason);
      else why.delete(reason);
      if (was === why.size > 0) return;
      const next = new Map(held.peek());
      if (why.size > 0) next.set(clause, holdOf(clause));
      else {
        next.delete(clause);
        onLeft(clause);
      }
      held.value = next;
    },
    release(clause) {
      batch(() => {
        if (clause === undefined && allFrom.peek()) allFrom.value = { seq: state.peek().seq };
        refresh(clause === undefined ? [...held.peek().keys()] : held.peek().has(clause) ? [clause] : []);
      });
    },
    dispose: stop,
  };
}
