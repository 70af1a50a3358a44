// Following the moderator: going there, and noticing when the reader goes elsewhere.
import { effect } from "@preact/signals-core";
import type { Target } from "../model/wire.js";
import { resolveSpan } from "../text/anchor.js";
import { arriving, type Room } from "./room.js";

/** What the page shifts by itself, in pixels, without anybody having scrolled. */
const slack = 8;

/** Shows a clause that was led to; of a long one the passage. */
export function showLed(room: Room, clause: string, passage: Target | undefined, focus: boolean): void {
  room.show(clause, focus);
  // At the end of the text it may stand below the line that is read, and is what is read all the same.
  room.current.value = room.ledTo = clause;
  const node = room.textNode(clause, passage?.edition);
  const span = passage && node && resolveSpan(node.data, passage);
  if (!span || typeof span === "string" || span.whole) return;
  const range = document.createRange();
  range.setStart(node, span.start);
  range.setEnd(node, span.end);
  const { top, bottom } = range.getBoundingClientRect();
  if (bottom - room.section(clause)!.getBoundingClientRect().top < innerHeight * 0.7) return;
  room.goneTo = undefined;
  scrollTo({ top: scrollY + top - innerHeight / 3 });
}

/** Shows what the moderator leads to. Any scroll that this did not bring about is the reader's own; new cards move the page, but not what is read. */
export function watchLead(room: Room): void {
  const { store } = room;
  let moving = false;
  let timer = 0;
  let read: { section: HTMLElement; top: number } | undefined;

  const settle = (): void => {
    clearTimeout(timer);
    moving = false;
    const section = room.section(room.current.peek() ?? "");
    read = section && { section, top: section.getBoundingClientRect().top };
  };
  room.onMove = () => {
    moving = true;
    clearTimeout(timer);
    timer = setTimeout(settle, arriving);
  };
  store.onLead((clause, passage) => {
    // Who looks at the past is not taken away from it.
    if (store.past.value) return;
    room.onMove();
    showLed(room, clause, passage, false);
  });
  effect(() => {
    if (store.follow.value === "following" && !moving) settle();
  });
  addEventListener("scrollend", () => moving && settle());
  addEventListener("resize", settle);
  addEventListener("scroll", () => {
    if (store.follow.value !== "following" || moving || !read) return;
    if (Math.abs(read.section.getBoundingClientRect().top - read.top) > slack) {
      room.ledTo = undefined;
      store.suspendFollow();
    }
  }, { passive: true });
}
