// Several people may have written in one browser, one after the other: each one's commands wait under their own name.
import type { OutboxItem } from "./outbox.js";
import { readJson, type Keep } from "./storage.js";

/** What the keys of a document's commands begin with, or those of one member in it. */
export const prefixOf = (document: string, member?: string): string => `collab.outbox.${document}.${member === undefined ? "" : `${member}.`}`;

/** How many commands of other members wait in this browser for the document, by member. */
export function unsentOfOthers(storage: Keep, document: string, member: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const all = prefixOf(document);
  for (const key of storage.keys(all)) {
    if (key.startsWith(prefixOf(document, member)) || readJson<OutboxItem>(key, storage)?.state === "done") continue;
    const other = key.slice(all.length, key.lastIndexOf("."));
    found.set(other, (found.get(other) ?? 0) + 1);
  }
  return found;
}
