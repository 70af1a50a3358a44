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

/**
 * What is written at a place, as it was left there; else `first`, as it is by now. With it: what changes it, and what throws it away.
 * @param counts Whether it is something begun: what is not is kept by the page alone.
 */
export function useDraft<D extends Draft>(room: Room, place: Place, first: D, counts: (draft: D) => boolean = () => true): readonly [D, (part: Partial<D>) => void, () => void] {
  const { store } = room;
  const [begun, setBegun] = useState(store.draft(place) as D | undefined);
  const draft = begun ?? first;
  useLayoutEffect(() => () => sayKept(room, place), []);
  const clear = (): void => {
    store.clearDraft(place);
    setBegun(undefined);
  };
  return [draft, part => {
    const next = { ...draft, ...part };
    if (JSON.stringify(next) === JSON.stringify(first)) return clear();
    setBegun(next);
    if (counts(next)) store.saveDraft(place, next);
    else store.clearDraft(place);
  }, clear];
}

/** Escape leaves a form. */
export const onEscape = (leave: () => void) => (event: KeyboardEvent): void => {
  if (event.key !== "Escape") return;
  event.stopPropagation();
  leave();
};

/** Where something is written: Ctrl+Enter sends it, Escape leaves it. */
export const onKeys = (send: () => void, leave: () => void) => (event: KeyboardEvent): void => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    send();
  } else onEscape(leave)(event);
};
