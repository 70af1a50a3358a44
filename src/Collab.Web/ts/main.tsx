// The room: adopts the text that the server has rendered, and puts the apparatus beside it.
import "@preact/signals";
import { effect } from "@preact/signals-core";
import { render } from "preact";
import { findClause } from "./model/names.js";
import type { Boot } from "./model/wire.js";
import { createRoomStore, fetchSnapshot } from "./store/store.js";
import { t } from "./text/language.js";
import { annotate, AnnotateButton, Dock } from "./view/annotate.js";
import { Bar } from "./view/bar.js";
import { catchingPart } from "./view/later.js";
import { type KeyAction, listenForKeys } from "./view/keys.js";
import { Margin, Replaying } from "./view/margin.js";
import { Notices, Said, Undo } from "./view/notices.js";
import { Gutter } from "./view/people.js";
import { Room } from "./view/room.js";
import { follows } from "./view/settings.js";
import { Stack } from "./view/stack.js";
import { watchOwn } from "./view/waiting.js";
import { watch } from "./view/watch.js";

const element = (id: string): HTMLElement => document.getElementById(id)!;

const boot = JSON.parse(element("room-data").textContent) as Boot;
const store = createRoomStore(boot, fetchSnapshot(boot.document, boot.me.id));
const room = new Room(store, element("text"));

element("bar").replaceChildren();
render(<Bar room={room} />, element("bar"));
render(<Notices room={room} />, element("lines"));
render(<Margin room={room} />, element("margin"));
render(<><Replaying room={room} /><AnnotateButton room={room} /><Dock room={room} /><Undo room={room} /><Said room={room} /></>, element("dock"));
const own = element("notes-document");
own.replaceChildren();
render(<Stack room={room} />, own);
for (const clause of room.clauses) {
  const notes = element(`notes-${clause.id}`);
  notes.replaceChildren();
  render(<Stack room={room} clause={clause} />, notes);
  render(<Gutter room={room} clause={clause.id} />, room.section(clause.id)!.querySelector(".gutter")!);
}

store.paint(element("text"));
effect(() => {
  if (store.ready.value) element("closed").hidden = store.state.value.state === "open";
});
const editionsToChoose = document.querySelectorAll("#edition option").length;
effect(() => {
  // The first, and each other one alone and beside it.
  if (store.ready.value) element("edition-news").hidden = (store.live.value.editions?.length ?? 0) * 2 + 1 <= Math.max(1, editionsToChoose);
});
effect(() => {
  // The text stands on the page: another one is another page. What somebody writes just now is not taken from them.
  if (!(store.live.value.revision > boot.revision!)) return;
  if (document.activeElement?.matches("textarea")) element("revision-news").append((element("revised") as HTMLTemplateElement).content);
  else location.reload();
});
effect(() => void (element("live").textContent = store.announcement.value));
watch(room);
watchOwn(room);

if (follows.value === boot.document) store.setFollow(true);
effect(() => {
  const document = store.follow.value === "off" ? "" : boot.document;
  if (document || follows.peek() === boot.document) follows.value = document;
});

const here = (): string | undefined => room.clauseOf(document.activeElement) ?? room.current.value;

const unreadBy = (by: 1 | -1): boolean => {
  void catchingPart.fetch().then(() => catchingPart.module.value!.catchingUp.toUnread(room, by), () => undefined);
  return true;
};

const acts: Record<KeyAction, (point: string | undefined) => boolean> = {
  next: () => (room.step(1), true),
  previous: () => (room.step(-1), true),
  annotate: () => annotate(room),
  comment: point => {
    const clause = point === undefined ? here() : findClause(room.clauses, point)?.id;
    if (clause === undefined) return false;
    room.show(clause, false);
    room.compose(clause);
    return true;
  },
  reply: () => {
    const note = document.activeElement?.closest<HTMLElement>("[data-note]")?.dataset["note"];
    if (note) room.openThread(note, undefined, note);
    return note !== undefined;
  },
  notes: point => {
    const clause = point === undefined ? here() : findClause(room.clauses, point)?.id;
    if (clause !== undefined) room.open({ kind: "clause", clause });
    return clause !== undefined;
  },
  latest: () => (store.release(), true),
  go: point => {
    if (point !== undefined) return room.goTo(point);
    element("goto").focus();
    return true;
  },
  unread: () => unreadBy(1),
  unreadBefore: () => unreadBy(-1),
  inbox: () => (room.open({ kind: "inbox" }), true),
  search: () => (room.open({ kind: "search" }), true),
  hold: () => {
    store.holdAll.value = !store.holdAll.value;
    store.say(store.holdAll.value ? t("Updates are held") : t("Updates come in again"), { about: "hold" });
    return true;
  },
  follow: () => {
    const on = store.follow.value !== "following";
    // Any key suspends following: this one too, if it were not the last to be heard.
    setTimeout(() => store.setFollow(on));
    store.say(on ? t("You follow the moderator") : t("You follow no longer"), { about: "follow" });
    return true;
  },
};
listenForKeys((action, point) => acts[action](point));

document.addEventListener("keydown", event => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Enter" && event.target instanceof HTMLElement && event.target.matches("section.clause")) {
    event.preventDefault();
    room.compose(event.target.dataset["clause"]!, room.selected.value.filter(passage => passage.clause === (event.target as HTMLElement).dataset["clause"]), true);
  } else if (event.key === "Escape") {
    if (room.composing.value) room.closeComposer();
    else if (room.panel.value) room.closePanel();
  }
});
