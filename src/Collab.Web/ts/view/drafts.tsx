// The pins that moderators prepare: they are in no snapshot and in no stream, so they are asked for.
import { effect, signal } from "@preact/signals-core";
import { asMember } from "../live/address.js";
import { fetchJson } from "../store/snapshot.js";
import { t } from "../text/language.js";
import { AsideNote } from "./aside.js";
import { callNow } from "./calls.js";
import type { Room } from "./room.js";
import { overtaken } from "./rounds.js";
import { presenting } from "./settings.js";
import type { OwnNote } from "./waiting.js";

export interface Draft extends OwnNote { clause: string; by: string; asOf: number }

export const drafts = signal<readonly Draft[]>([]);

/** How often is asked what other moderators prepare, in milliseconds. */
const draftsAskedEvery = 15_000;

let askDrafts: () => void = () => undefined;

/** Asks at first, when I have prepared something or a pin comes or goes, and now and then. Answers how to stop. */
export function watchDrafts(room: Room): () => void {
  const { store } = room;
  const url = asMember(`/api/documents/${encodeURIComponent(store.boot.document)}/drafts`, store.boot.me.id);
  let soon: ReturnType<typeof setTimeout> | undefined;
  let [pins, done]: [unknown, string] = [undefined, ""];
  askDrafts = () => {
    clearTimeout(soon);
    // A pin is noted as published right after it is there.
    soon = setTimeout(() => void fetchJson<{ items: readonly Draft[] }>(url).then(({ items }) => (drafts.value = items), () => undefined), 300);
  };
  const stop = effect(() => {
    const now = overtaken(room, store.keptAside.value).filter(item => item.answer?.state === "draft" || item.annotation?.startsWith("s-drafts.")).map(item => item.commandId).join();
    const { pins: those } = store.state.value;
    if (!store.ready.value || !store.may("approve") || pins === those && done === now) return;
    [pins, done] = [those, now];
    askDrafts();
  });
  const again = setInterval(() => {
    if (!document.hidden && store.may("approve")) askDrafts();
  }, draftsAskedEvery);
  return () => {
    stop();
    clearTimeout(soon);
    clearInterval(again);
  };
}

/** At its point, for moderators: what is pinned there when the session comes to it. */
export function DraftsAt({ room, clause }: { room: Room; clause: string }) {
  const { store } = room;
  const here = presenting.value ? [] : drafts.value.filter(draft => draft.clause === clause);
  if (here.length === 0 || !store.may("approve")) return null;
  const name = room.nameOf(clause);
  return (
    <section class="round" aria-label={t("Prepared for {place}", { place: name })}>
      {here.map(draft => {
        const mine = draft.by === store.boot.me.id;
        return (
          <AsideNote key={draft.id} room={room} note={draft} word={t("Pinned when we come here")} by={mine ? undefined : room.nameOfPerson(draft.by)} edits={mine} removes={mine}>
            {store.may("pin") && <button type="button" class="quiet-button" onClick={() => void callNow(room, "Approve", { annotation: draft.id, asOf: draft.asOf }, t("Pinned to {place}", { place: name })).then(askDrafts)}>{t("Pin now")}</button>}
          </AsideNote>
        );
      })}
    </section>
  );
}
