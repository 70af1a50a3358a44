// What is being written and not sent yet, kept in this browser by the place where it is written.
import { keep, readJson } from "../live/storage.js";
import type { Draft, Place } from "./roomstore.js";

export interface Drafts {
  draft(place: Place): Draft | undefined;
  saveDraft(place: Place, draft: Draft): void;
  clearDraft(place: Place): void;
}

export function createDrafts(document: string, member: string): Drafts {
  const key = (place: Place): string => `collab.draft.${document}.${member}.${place}`;
  return {
    draft: place => readJson<Draft>(key(place)),
    saveDraft: (place, draft) => keep.set(key(place), JSON.stringify(draft)),
    clearDraft: place => keep.remove(key(place)),
  };
}
