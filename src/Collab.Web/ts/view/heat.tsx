// How much was said, sentence by sentence: a tint and an underline over the text, a legend, and the same in words.
import { effect } from "@preact/signals-core";
import { useEffect } from "preact/hooks";
import { levelOf } from "../model/heat.js";
import { shorten } from "../model/names.js";
import type { Annotation } from "../model/wire.js";
import { resolveSpan } from "../text/anchor.js";
import { plural, t } from "../text/language.js";
import { type Extent, sentences } from "../text/words.js";
import type { Room } from "./room.js";

interface Sentence extends Extent { said: number }

const extents = new Map<string, Extent[]>();
const passages = new WeakMap<Annotation, ReadonlyMap<string, Extent | undefined>>();

/** The passage of a clause that a note is about, or undefined where it is about all of it. */
function passageOf(note: Annotation, clause: string, text: string, revision: number): Extent | undefined {
  const known = passages.get(note);
  if (known?.has(clause)) return known.get(clause);
  const found = note.targets.filter(target => target.clause === clause && !target.edition && !(target.revision! < revision)).map(target => resolveSpan(text, target)).find(span => typeof span !== "string" && !span.whole) as Extent | undefined;
  passages.set(note, new Map(known).set(clause, found));
  return found;
}

/** What was said at each sentence of a clause. A passage over several counts at each; a note on the whole point at none. */
function sentencesOf(room: Room, clause: string): readonly Sentence[] {
  const text = room.textNode(clause)?.data ?? "";
  const { state: { value: { roots, replies, annotations, revision } } } = room.store;
  if (!extents.has(clause)) extents.set(clause, sentences(text));
  const found = extents.get(clause)!.map(extent => ({ ...extent, said: 0 }));
  for (const id of roots.get(clause) ?? []) {
    const note = annotations.get(id)!;
    const passage = passageOf(note, clause, text, revision);
    if (!passage) continue;
    const said = [id, ...replies.get(id) ?? []].filter(one => annotations.get(one)?.state === "shown").length;
    for (const sentence of found) if (passage.start < sentence.end && sentence.start < passage.end) sentence.said += said;
  }
  return found;
}

const mostOf = (room: Room): number => Math.max(0, ...room.clauses.flatMap(({ id }) => sentencesOf(room, id).map(({ said }) => said)));

/** Paints the sentences while it is on. Answers how to stop. */
function paintHeat(room: Room): () => void {
  // Where the browser cannot paint, the words at each point say the same.
  if (typeof Highlight === "undefined") return () => undefined;
  const groups = [1, 2, 3, 4].map(level => [`heat-${level}`, new Highlight()] as const);
  for (const [name, group] of groups) CSS.highlights.set(name, group);
  document.body.classList.add("heated");
  const stop = effect(() => {
    const most = mostOf(room);
    for (const [, group] of groups) group.clear();
    for (const { id } of room.clauses) {
      const node = room.textNode(id);
      for (const { start, end, said } of node ? sentencesOf(room, id) : []) {
        if (said > 0) groups[levelOf(said, most) - 1]![1].add(new StaticRange({ startContainer: node!, startOffset: start, endContainer: node!, endOffset: end }));
      }
    }
  });
  return () => {
    stop();
    document.body.classList.remove("heated");
    for (const [name] of groups) CSS.highlights.delete(name);
  };
}

/** What each tint stands for, and the way out. */
export function Legend({ room }: { room: Room }) {
  useEffect(() => paintHeat(room), []);
  const most = mostOf(room);
  const counts = Array.from({ length: most }, (_, index) => index + 1);
  const ranges = [1, 2, 3, 4].map(level => [level, counts.filter(said => levelOf(said, most) === level)] as const).filter(([, held]) => held.length > 0);
  return (
    <section class="notice-bar legend" aria-label={t("Heat")}>
      <span>{most === 0 ? t("No sentence has a note yet.") : t("Notes on a sentence:")}</span>
      {ranges.map(([level, held]) => <span key={level} class={`heat-${level}`}>{held.length > 1 ? `${held[0]}–${held.at(-1)}` : held[0]}</span>)}
      <button type="button" onClick={() => (room.heated.value = false)}>{t("Heat off")}</button>
    </section>
  );
}

const ordinals = [t("first"), t("second"), t("third"), t("fourth"), t("fifth"), t("sixth"), t("seventh"), t("eighth"), t("ninth"), t("tenth")];

/** The same in words, at each point. */
export function HeatAt({ room, clause }: { room: Room; clause: string }) {
  const { said } = room.store.stackAt(clause);
  if (said === 0) return null;
  const found = sentencesOf(room, clause);
  const most = Math.max(0, ...found.map(sentence => sentence.said));
  const at = found.findIndex(sentence => sentence.said === most);
  const where = most === 0 ? t("none on a sentence") : found.length === 1 ? t("{n} on its words", { n: most }) : t("most on the {ordinal} sentence", { ordinal: ordinals[at] ?? t("{n}th", { n: at + 1 }) });
  return <p class="matching">{plural(said, "{n} note", "{n} notes")}{t(", ")}{where}</p>;
}

/** A text sentence by sentence, to pick one: cut as the heat is, and by the same script. */
export function Sentences({ text, onPick }: { text: string; onPick: (start: number, end: number) => void }) {
  return (
    <ul class="sentences">
      {sentences(text).map(({ start, end }) => <li key={start}><button type="button" onClick={() => onPick(start, end)}>{shorten(text.slice(start, end), 140)}</button></li>)}
    </ul>
  );
}
