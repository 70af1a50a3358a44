// What the reader wrote and the document does not hold yet, shown as the notes that it will become.
import { computed, type ReadonlySignal } from "@preact/signals-core";
import type { OutboxItem } from "../live/outbox.js";
import type { Annotation, Body, Target } from "../model/wire.js";
import type { Replica } from "./replica.js";

export interface Pending {
  /** What is not in the document yet, as far as this browser knows. */
  readonly items: ReadonlySignal<readonly OutboxItem[]>;
  /** The note that an item will become: `pending.{commandId}`, the same object each time. */
  note(item: OutboxItem): Annotation;
  /** A note as an edit on its way will make it. */
  edited(note: Annotation, item: OutboxItem): Annotation;
}

export function createPending(me: ReadonlySignal<{ id: string; name: string }>, replica: Replica, outbox: ReadonlySignal<readonly OutboxItem[]>): Pending {
  const notes = new WeakMap<OutboxItem, Annotation>();
  const edits = new WeakMap<OutboxItem, Annotation>();
  let before: readonly OutboxItem[] = [];

  const items = computed(() => {
    const known = replica.state.value.annotations;
    const mine = replica.notes.value.annotations;
    const now = outbox.value.filter(item => !replica.seenCommands.has(item.commandId) && item.answer?.state === undefined
      && !(item.state === "done" && (item.answer?.id === undefined || known.has(item.answer.id) || mine.has(item.answer.id))));
    const same = now.length === before.length && now.every((item, index) => item === before[index]);
    return before = same ? before : now;
  });

  function noteOf(item: OutboxItem): Annotation {
    const body = item.body as { targets?: readonly Target[]; body?: Body; motivation?: string; tags?: readonly string[]; visibility?: string; stance?: string };
    const at = new Date(item.at).toISOString();
    const { id, name } = me.value;
    const note: Annotation = { id: `pending.${item.commandId}`, number: 0, seq: 0, creator: { id, name }, created: at, version: 1, state: "shown", targets: body.targets ?? [], tags: body.tags ?? [], reactions: [] };
    if (item.clause) note.clause = item.clause;
    if (body.body) note.body = body.body;
    if (body.motivation) note.motivation = body.motivation;
    if (body.stance) note.stance = body.stance;
    if (body.visibility === "private") note.visibility = "private";
    if (item.verb === "Reply" && item.annotation !== undefined) {
      note.replyTo = item.annotation;
      note.thread = replica.state.value.annotations.get(item.annotation)?.thread ?? item.annotation;
    }
    return note;
  }

  return {
    items,
    note: item => once(notes, item, () => noteOf(item)),
    edited(note, item) {
      const { body } = item.body as { body?: Body };
      return item.state === "refused" || !body ? note : once(edits, item, () => ({ ...note, body }));
    },
  };
}

function once(made: WeakMap<OutboxItem, Annotation>, item: OutboxItem, make: () => Annotation): Annotation {
  let note = made.get(item);
  if (!note) made.set(item, note = make());
  return note;
}
