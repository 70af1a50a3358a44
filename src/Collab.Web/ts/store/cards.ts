// The cards that stand at the clauses and in the threads: what is known, what is pending, what is held back.
import { computed, type ReadonlySignal } from "@preact/signals-core";
import type { OutboxItem } from "../live/outbox.js";
import type { Unread } from "../live/unread.js";
import { placesOf, type RoomState, topOf, underOf } from "../model/fold.js";
import { type Annotation, isGone, type Target } from "../model/wire.js";
import type { Holds } from "./holds.js";
import type { Pending } from "./pending.js";
import type { Replica } from "./replica.js";
import { type Card, keepOrder, rank, reuse, type Stack } from "./stacks.js";

export interface Cards {
  stackAt(clause: string): Stack;
  repliesOf(root: string): readonly Card[];
  /** How many replies of a thread wait. */
  heldIn(root: string): number;
  card(annotation: string): Card | undefined;
  /** Lets what was read meanwhile go to its place: at one clause, or everywhere. */
  settle(clause?: string): void;
}

export interface CardsSource {
  my: string;
  replica: Replica;
  unread: Unread;
  matching: ReadonlySignal<ReadonlySet<string> | undefined>;
  pending: Pending;
  /** Of what is not sent yet, what is shown. */
  items: ReadonlySignal<readonly OutboxItem[]>;
  holds: Holds;
}

export function createCards({ my, replica, unread, matching, pending, items, holds }: CardsSource): Cards {
  // What was unread when it came into view, by clause: it keeps its place until the stack is left.
  const sticky = new Map<string, Set<string>>();
  const stacks = new Map<string, ReadonlySignal<Stack>>();
  const cards = new Map<string | undefined, Map<string, Card>>();

  function kept(place: string | undefined, made: Card): Card {
    let known = cards.get(place);
    if (!known) cards.set(place, known = new Map());
    const before = known.get(made.id);
    const card = reuse(before, made);
    if (card !== before) known.set(made.id, card);
    return card;
  }

  function cardOf(note: Annotation, from: RoomState, before: number | undefined, clause?: string): Card {
    const replies = note.thread ? [] : underOf(from, note.id);
    const shown = before === undefined ? replies : replies.filter(reply => reply.seq <= before || reply.creator.id === my);
    const isUnread = unread.isUnread(note) || shown.some(reply => unread.isUnread(reply));
    if (isUnread && clause !== undefined) {
      let ids = sticky.get(clause);
      if (!ids) sticky.set(clause, ids = new Set());
      ids.add(note.id);
    }
    const made: Card = {
      id: note.id,
      note,
      unread: isUnread,
      mine: note.creator.id === my,
      matches: matching.value?.has(note.id) ?? true,
      replies: shown.filter(reply => !isGone(reply)).length,
    };
    const merged = shown.filter(other => !other.thread && other.state === "shown" && other.targets.some(target => target.quote));
    if (merged.length > 0) made.merged = merged;
    if (made.mine && replica.isNew(note)) made.posted = true;
    const pin = clause === undefined ? undefined : from.pins.get(clause)?.find(other => other.annotation === note.id);
    if (pin) made.pin = pin;
    const edit = items.value.find(item => item.verb === "Edit" && item.annotation === note.id && item.state !== "done");
    if (edit) {
      made.pending = edit;
      made.note = pending.edited(note, edit);
    }
    return kept(clause, made);
  }

  function pendingCard(item: OutboxItem): Card {
    const note = pending.note(item);
    return kept(undefined, { id: note.id, note, unread: false, mine: true, matches: true, replies: 0, pending: item });
  }

  function pendingAt(clause: string): Card[] {
    return items.value.filter(item => {
      if (item.verb !== "Annotate") return false;
      const targets = (item.body as { targets?: readonly Target[] }).targets ?? [];
      return targets.length === 0 ? clause === "" : targets.some(target => target.clause === clause);
    }).map(pendingCard);
  }

  function stack(clause: string): Stack {
    replica.follow(clause);
    void unread.version.value;
    const hold = holds.held.value.get(clause);
    const before = holds.from([clause]);
    const state = replica.state.peek();
    let held = 0;
    let [total, said] = [0, 0];
    const found: Card[] = [];
    for (const from of [state, replica.notes.peek()]) {
      for (const id of from.roots.get(clause) ?? []) {
        const note = from.annotations.get(id)!;
        const replies = underOf(from, id);
        if (note.state === "deleted" && replies.length === 0) continue;
        if (note.state === "shown") said++;
        for (const reply of replies) if (reply.state === "shown") said++;
        const waits = before !== undefined && from === state && holds.comesLater(note, before);
        if (waits) {
          held++;
          continue;
        }
        if (before !== undefined) held += replies.filter(reply => holds.waits(reply, before)).length;
        total++;
        const card = cardOf(note, from, before, clause);
        if (card.matches || card.posted || card.pending) found.push(card);
      }
    }
    const fresh = sticky.get(clause);
    const ranked = found.map(card => [card, !card.unread && fresh?.has(card.id) ? { ...card, unread: true } : card] as const)
      .sort((a, b) => rank(a[1], b[1])).map(pair => pair[0]);
    const ordered = hold ? keepOrder(ranked, hold.order) : ranked;
    const mine = pendingAt(clause);
    const pinned = ordered.findLastIndex(card => card.pin) + 1;
    return { clause, cards: [...ordered.slice(0, pinned), ...mine, ...ordered.slice(pinned)], held, total: total + mine.length, said };
  }

  return {
    stackAt(clause) {
      let computedStack = stacks.get(clause);
      if (!computedStack) stacks.set(clause, computedStack = computed(() => stack(clause)));
      return computedStack.value;
    },
    repliesOf(root) {
      const from = replica.holding(root);
      const note = from.annotations.get(root);
      const before = note ? holds.from(placesOf(note)) : undefined;
      void unread.version.value;
      const all = underOf(from, root);
      const known = all.filter(reply => before === undefined || reply.seq <= before || reply.creator.id === my)
        .map(reply => cardOf(reply, from, before));
      const threads = new Set([root, ...all.map(reply => reply.id)]);
      const mine = items.value.filter(item => item.verb === "Reply" && threads.has(pending.note(item).thread!)).map(pendingCard);
      return [...known, ...mine];
    },
    heldIn(root) {
      const from = replica.holding(root);
      const note = from.annotations.get(root);
      const before = note && holds.from(placesOf(note));
      return before === undefined ? 0 : underOf(from, root).filter(reply => holds.waits(reply, before)).length;
    },
    card(annotation) {
      const from = replica.holding(annotation);
      const note = from.annotations.get(annotation);
      if (!note) {
        const item = items.value.find(other => `pending.${other.commandId}` === annotation);
        return item ? pendingCard(item) : undefined;
      }
      void unread.version.value;
      return cardOf(note, from, undefined, placesOf(topOf(from, note))[0]);
    },
    settle(clause) {
      if (clause === undefined) sticky.clear();
      else sticky.delete(clause);
    },
  };
}
