// Paints the notes' passages, the draft's and others' selections over the text, and keeps them painted.
import { computed, effect, type ReadonlySignal, untracked } from "@preact/signals-core";
import { placesOf, type RoomState, topOf, underOf } from "../model/state.js";
import type { OutboxItem } from "../live/outbox.js";
import type { Annotation, Person, Selection, Target } from "../model/wire.js";
import { resolveSpan } from "../text/anchor.js";
import { toUtf16 } from "../text/codepoints.js";
import { Highlights, type NotePaint, type Painted, placeKey } from "../text/highlights.js";
import type { Pending } from "./pending.js";
import type { Replica } from "./replica.js";

export interface PaintingSource {
  my: string;
  /** Of the text on the page. */
  revision: number | undefined;
  replica: Replica;
  matching: ReadonlySignal<ReadonlySet<string> | undefined>;
  pending: Pending;
  /** Of what is not sent yet, what is shown. */
  items: ReadonlySignal<readonly OutboxItem[]>;
  presence: ReadonlySignal<ReadonlyMap<string, Person>>;
  focused: ReadonlySignal<string | undefined>;
  picked: ReadonlySignal<Selection | undefined>;
  showSelections: ReadonlySignal<boolean>;
  /** Changes when all that is on the screen is another. */
  scene: ReadonlySignal<unknown>;
}

/** Paints highlights over the clauses' text, and keeps them painted. Answers how to stop. */
export function paint(root: ParentNode, from: PaintingSource): () => void {
  const { my, revision, replica, matching, pending, items, presence, focused, picked, showSelections, scene } = from;
  const highlights = new Highlights(root);
  // The text stays as it is: what a filter repaints need not be looked for again.
  const known = new WeakMap<readonly Target[], Painted[]>();
  const spansOf = (targets: readonly Target[]): Painted[] => {
    let spans = known.get(targets);
    if (!spans) known.set(targets, spans = targets.flatMap(spanOf));
    return spans;
  };
  const spanOf = (target: Target): Painted[] => {
    // On an earlier text than that of the page, whatever stands there now.
    if (!target.edition && target.revision! < revision!) return [];
    const clause = placeKey(target);
    const text = highlights.textOf(clause)?.data;
    const span = text === undefined ? undefined : resolveSpan(text, target);
    return span === undefined || typeof span === "string" || span.whole ? [] : [{ clause, start: span.start, end: span.end }];
  };
  const codePointSpan = (selection: Selection): Painted[] => {
    const clause = placeKey(selection);
    const text = highlights.textOf(clause)?.data;
    if (text === undefined) return [];
    const [start, end] = [toUtf16(text, selection.start), toUtf16(text, selection.end)];
    return start >= 0 && end > start ? [{ clause, start, end }] : [];
  };
  const paintOf = (note: Annotation, part: RoomState): NotePaint | undefined => {
    if (note.thread || note.state !== "shown" || note.targets.length === 0) return undefined;
    const pinned = part.pins.size > 0 && placesOf(note).some(clause => part.pins.get(clause)?.some(pin => pin.annotation === note.id));
    return { spans: spansOf(note.targets), pinned, faded: !(matching.peek()?.has(topOf(part, note).id) ?? true) };
  };
  const pendingIds = new Set<string>();
  const repaint = (ids: Iterable<string> | "all"): void => {
    const parts = [replica.state.peek(), replica.notes.peek()];
    if (ids === "all") {
      for (const part of parts) for (const note of part.annotations.values()) highlights.set(note.id, paintOf(note, part));
    } else for (const id of ids) {
      const part = parts.find(one => one.annotations.has(id));
      highlights.set(id, part && paintOf(part.annotations.get(id)!, part));
    }
    highlights.flush();
  };
  let seen = new Set<string>();
  const all = (): void => {
    const now = new Set([...replica.state.peek().annotations.keys(), ...replica.notes.peek().annotations.keys()]);
    for (const id of seen) if (!now.has(id)) highlights.set(id, undefined);
    seen = now;
    repaint("all");
  };
  const listener = (ids: Iterable<string> | "all"): void => {
    if (ids === "all") return all();
    for (const id of ids) seen.add(id);
    repaint(ids);
  };
  const stopListening = replica.listen(listener);
  all();
  // The passage that the room is at, until its session is closed.
  const ledTo = computed(() => {
    const { led, sessions } = replica.state.value;
    const closed = sessions.at(-1)?.closed;
    return led?.target && !(closed && led.at < closed) ? led.target : undefined;
  });
  let filtered = matching.peek();
  let shown = scene.peek();
  const stops = [
    stopListening,
    effect(() => {
      if (scene.value === shown) return;
      shown = scene.value;
      untracked(all);
    }),
    effect(() => {
      // Only while there is a filter does every change of it concern every note.
      const now = matching.value;
      if (now === filtered) return;
      filtered = now;
      untracked(() => repaint("all"));
    }),
    effect(() => {
      const unsent = items.value.filter(item => item.verb === "Annotate" && item.state !== "refused").map(pending.note);
      untracked(() => {
        const ids = new Set(unsent.map(note => note.id));
        for (const id of pendingIds) if (!ids.has(id)) highlights.set(id, undefined);
        pendingIds.clear();
        for (const note of unsent) {
          pendingIds.add(note.id);
          highlights.set(note.id, { spans: spansOf(note.targets), pinned: false, faded: false });
        }
        highlights.flush();
      });
    }),
    effect(() => {
      const note = focused.value === undefined ? undefined : replica.find(focused.value);
      const state = replica.state.value;
      const top = note && topOf(state, note);
      // With the passages of what was merged into it.
      highlights.special("focus", top ? [top, ...underOf(state, top.id).filter(other => other.state === "shown")].flatMap(other => spansOf(other.targets)) : []);
    }),
    effect(() => highlights.special("lead", ledTo.value ? spansOf([ledTo.value]) : [])),
    effect(() => highlights.special("draft", picked.value ? codePointSpan(picked.value) : [])),
    effect(() => {
      const others = showSelections.value ? [...presence.value.values()].filter(person => person.id !== my) : [];
      highlights.special("presence", others.flatMap(person => (person.selection ? codePointSpan(person.selection) : [])));
    }),
  ];
  return () => {
    for (const stop of stops) stop();
    highlights.dispose();
  };
}
