// What is told of a blind round, and my own notes in it: they are in no snapshot and in no stream, so they are asked for.
import { effect, signal } from "@preact/signals-core";
import { asMember } from "../live/address.js";
import type { Round } from "../model/wire.js";
import { fetchJson } from "../store/snapshot.js";
import type { OutboxItem } from "../store/store.js";
import type { Room } from "./room.js";
import type { OwnNote } from "./waiting.js";

export interface Told { own: readonly OwnNote[]; notes?: number; members?: number; authors?: readonly string[] }

/** By the round's id. */
export const told = signal<ReadonlyMap<string, Told>>(new Map());

/** How often is asked how many have written, in milliseconds: by who may reveal, and by others. */
const every = { moderator: 3_000, other: 15_000 };

/** What was done, and what was refused because something else had been done before: then it is asked again what there is. */
export const overtaken = ({ store }: Room, done: readonly OutboxItem[]): readonly OutboxItem[] => [...done, ...store.outbox.value.filter(item => item.code === "stale")];

/** Asks about each round at first, when it ends, when I have done something in it, when I turn to this window, and while it is open again and again: I may write on another device, too. Answers how to stop. */
export function watchRounds(room: Room): () => void {
  const { store } = room;
  const base = `/api/documents/${encodeURIComponent(store.boot.document)}/rounds/`;
  const asked = new Map<string, string>();

  async function ask({ id, seq }: Round): Promise<void> {
    try {
      const answer = await fetchJson<Told>(asMember(`${base}${encodeURIComponent(id)}?atLeast=${seq}`, store.boot.me.id));
      told.value = new Map(told.value).set(id, answer);
    } catch {
      asked.delete(id);
    }
  }

  function look(): void {
    for (const round of store.state.value.rounds ?? []) {
      const done = overtaken(room, store.keptAside.value).filter(item => item.clause === round.clause || item.annotation?.startsWith(`s-round-${round.id}.`));
      const now = [round.state, ...done.map(item => item.commandId)].join();
      if (round.state === "revealed" || asked.get(round.id) === now) continue;
      asked.set(round.id, now);
      void ask(round);
    }
  }

  const stop = effect(look);
  let before = Date.now();
  const askOpen = (): void => {
    for (const round of store.state.peek().rounds ?? []) if (round.state === "open") void ask(round);
  };
  const again = setInterval(() => {
    // What could not be asked is asked now.
    look();
    if (document.hidden || Date.now() - before < (store.may("reveal-round") ? every.moderator : every.other)) return;
    before = Date.now();
    askOpen();
  }, every.moderator);
  // What I wrote in another window, or on another device. Who turns to this window is told of twice, of its sight and of its focus.
  let turning: ReturnType<typeof setTimeout>;
  const come = (): void => {
    clearTimeout(turning);
    if (document.hidden) return;
    before = Date.now();
    turning = setTimeout(askOpen, 100);
  };
  addEventListener("focus", come);
  document.addEventListener("visibilitychange", come);
  return () => {
    removeEventListener("focus", come);
    document.removeEventListener("visibilitychange", come);
    stop();
    clearTimeout(turning);
    clearInterval(again);
  };
}
