// My notes that wait for a moderator, and my flags: they are in no snapshot and in no stream, so they are asked for when there is reason to.
import { effect, signal } from "@preact/signals-core";
import { asMember } from "../live/address.js";
import { fetchJson } from "../store/snapshot.js";
import { t } from "../text/language.js";
import { callNow } from "./calls.js";
import type { Room } from "./room.js";

export interface OwnNote { id: string; state?: "waiting" | "rejected"; text: string; created: string; version: number; clause?: string; replyTo?: string; quote?: string; tags?: readonly string[]; reason?: string }

export const myQueue = signal<{ notes: readonly OwnNote[]; flags: readonly string[] }>({ notes: [], flags: [] });

let turns = 0;

export async function lookForOwn({ store: { boot } }: Room): Promise<void> {
  const turn = ++turns;
  const found = await fetchJson<typeof myQueue.value>(asMember(`/api/documents/${encodeURIComponent(boot.document)}/waiting`, boot.me.id));
  // An answer that was overtaken by another is older.
  if (turn === turns) myQueue.value = found;
}

let asked: Promise<void> | undefined;

/** Asks once, when it first matters which notes I have flagged. */
export function knowFlags(room: Room): void {
  asked ??= lookForOwn(room).catch(() => {
    asked = undefined;
  });
}

export async function takeFlagBack(room: Room, note: string): Promise<void> {
  if (await callNow(room, "Flag", { annotation: note, on: false }, t("Your flag is taken back"))) await lookForOwn(room);
}

/** Asks at first, when something of mine came to wait, and while something waits whenever the document has changed. */
export function watchOwn(room: Room): void {
  const { store } = room;
  let soon: ReturnType<typeof setTimeout> | undefined;
  let looked = false;
  effect(() => {
    const { approval } = store.state.value;
    const posted = store.keptAside.value.some(item => item.answer?.state === "waiting");
    if (approval === undefined || !store.ready.value || store.may("approve") || looked && !posted && myQueue.peek().notes.length === 0) return;
    looked = true;
    clearTimeout(soon);
    soon = setTimeout(() => void lookForOwn(room).catch(() => undefined), 300);
  });
}
