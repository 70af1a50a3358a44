// The tags that notes here have, as far as this reader may see them.
import type { Annotation } from "../model/wire.js";
import { tagKey } from "./stacks.js";

export interface TagCount { tag: string; count: number }

/** The tags with how many notes have them, the most used first; each as it is written most often. */
export function tagsIn(notes: Iterable<Annotation>): TagCount[] {
  const spellings = new Map<string, Map<string, number>>();
  for (const note of notes) for (const tag of note.tags) {
    const key = tagKey(tag);
    let known = spellings.get(key);
    if (!known) spellings.set(key, known = new Map());
    known.set(tag, (known.get(tag) ?? 0) + 1);
  }
  return [...spellings.values()].map(known => {
    const [first] = [...known].sort((a, b) => b[1] - a[1] || alphabetically(a[0], b[0]));
    return { tag: first![0], count: [...known.values()].reduce((sum, count) => sum + count, 0) };
  }).sort(byCount);
}

/** Those of the whole seminar and of this document together; what is counted in both counts as in the seminar. */
export function joined(seminar: readonly TagCount[], here: readonly TagCount[]): TagCount[] {
  const known = new Set(seminar.map(one => tagKey(one.tag)));
  return [...seminar, ...here.filter(one => !known.has(tagKey(one.tag)))].sort(byCount);
}

/** What may be meant by what is typed: tags that begin so, then those with a word that does. Not what is chosen already. */
export function suggested(all: readonly TagCount[], typed: string, chosen: readonly string[], most = 8): TagCount[] {
  const [wanted, taken] = [tagKey(typed), new Set(chosen.map(tagKey))];
  const open = all.filter(one => !taken.has(tagKey(one.tag)) && tagKey(one.tag) !== wanted);
  const begins = open.filter(one => tagKey(one.tag).startsWith(wanted));
  const within = open.filter(one => !begins.includes(one) && tagKey(one.tag).split(/[^\p{L}\p{N}]+/u).some(word => word.startsWith(wanted)));
  return [...begins, ...within].slice(0, most);
}

const alphabetically = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byCount = (a: TagCount, b: TagCount): number => b.count - a.count || alphabetically(a.tag, b.tag);
