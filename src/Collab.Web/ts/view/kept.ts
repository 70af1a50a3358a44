// What is written and not sent yet is kept at its place: whoever goes on is told so, and finds it there.
import { useLayoutEffect, useState } from "preact/hooks";
import { keep } from "../live/storage.js";
import type { Draft, Place } from "../store/store.js";
import { t } from "../text/language.js";
import type { Room } from "./room.js";

/** What is so where the browser keeps nothing: all is kept by the page alone. */
export const keptBriefly = (): string | undefined => (keep.durable.value ? undefined : t("This browser keeps nothing: leave this page open until what you write is sent."));

export const sayKept = ({ store }: Room, place: Place): void => {
  if (store.draft(place)) store.say(keptBriefly() ?? t("Draft kept"));
};

/** What is written at a place, as it was left there; else `first`. With it: what changes it, and what throws it away. */
export function useDraft<D extends Draft>(room: Room, place: Place, first: D): readonly [D, (part: Partial<D>) => void, () => void] {
  const { store } = room;
  const [draft, setDraft] = useState((store.draft(place) as D | undefined) ?? first);
  useLayoutEffect(() => () => sayKept(room, place), []);
  return [draft, part => {
    const next = { ...draft, ...part };
    setDraft(next);
    if (JSON.stringify(next) === JSON.stringify(first)) store.clearDraft(place);
    else store.saveDraft(place, next);
  }, () => {
    store.clearDraft(place);
    setDraft(first);
  }];
}
