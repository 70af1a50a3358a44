// What a session is at now, and what is done in it.
import { effect, signal } from "@preact/signals-core";
import { asMember } from "../live/address.js";
import { openSession } from "../model/session.js";
import type { Stance } from "../model/wire.js";
import { t } from "../text/language.js";
import type { Room } from "./room.js";

/** The stances that I hold: where names do not show, nothing else tells which are mine. */
export const mine = signal<readonly Stance[]>([]);
/** How far the server's clock is ahead of this one, in milliseconds. */
export const ahead = signal(0);

/** Asks which stances are mine, not older than `seq`; the answer's date tells the server's clock. */
export async function askMine({ store: { boot } }: Room, seq = 0): Promise<void> {
  const asked = Date.now();
  const response = await fetch(asMember(`/api/documents/${encodeURIComponent(boot.document)}/stances/mine?atLeast=${seq}`, boot.me.id));
  const date = Date.parse(response.headers.get("date") ?? "");
  // It is cut to the second: half of one is the best guess.
  if (date) ahead.value = date + 500 - (asked + Date.now()) / 2;
  if (response.ok) mine.value = (await response.json() as { items: readonly Stance[] }).items;
}

/** Says what others do in the session. Answers how to stop. */
export function watchSession(room: Room): () => void {
  const { store } = room;
  const me = store.boot.me.id;
  askMine(room).catch(() => undefined);
  let before = store.live.peek();
  // What brought this script is news too; what was so when the page was made is not.
  if ((openSession(before)?.seq ?? 0) > store.boot.seq) before = { ...before, sessions: [] };
  return effect(() => {
    const { value: now } = store.live;
    // Not here: what it reads would be watched too.
    const say = (sentence: string, about: string, kind: "lead" | "hand" = "lead"): void => queueMicrotask(() => store.say(sentence, { kind, about }));
    if (openSession(now) && !openSession(before) && openSession(now)!.by !== me) say(t("A session is open"), "session");
    if (!openSession(now) && openSession(before) && openSession(before)!.by !== me) say(t("The session is closed"), "session");
    const { floor } = now;
    if (floor && floor.seq !== before.floor?.seq && floor.by !== me) say(floor.member === me ? t("You have the floor at {place}", { place: room.nameOf(floor.clause) }) : t("{who} has the floor", { who: room.nameOfPerson(floor.member) }), "floor");
    if (store.may("run-session")) {
      // A hand that is down again is told of no more.
      for (const { member } of before.hands) if (!now.hands.some(hand => hand.member === member)) say("", member, "hand");
      for (const hand of now.hands) if (hand.member !== me && hand.seq > before.seq) say(t("{who} raises a hand at {place}", { who: room.nameOfPerson(hand.member), place: room.nameOf(hand.clause) }), hand.member, "hand");
    }
    before = now;
  });
}
