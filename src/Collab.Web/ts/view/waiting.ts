// My notes that wait for a moderator, and my flags: they are in no snapshot and in no stream, so they are asked for when there is reason to.
import { effect, signal } from "@preact/signals-core";
import { asMember } from "../live/address.js";
import { fetchJson } from "../store/snapshot.js";
import type { Room } from "./room.js";

export interface OwnNote { id: string; state?: "waiting" | "rejected"; text: string; created: string; version: number; clause?: string; replyTo?: string; quote?: string; tags?: readonly string[]; reason?: string }

export const myQueue = signal<{ notes: readonly OwnNote[]; flags: readonly string[] }>({ notes: [], flags: [] });

export async function lookForOwn({ store: { boot } }: Room): Promise<void> {
  myQueue.value = await fetchJson<typeof myQueue.value>(asMember(`/api/documents/${encodeURIComponent(boot.document)}/waiting`, boot.me.id));
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
