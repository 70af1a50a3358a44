// Following the moderator: going there, and noticing when the reader goes elsewhere.
import { effect } from "@preact/signals-core";
import { arriving, type Room } from "./room.js";

/** What the page shifts by itself, in pixels, without anybody having scrolled. */
const slack = 8;

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
  store.onLead(clause => {
    // Who looks at the past is not taken away from it.
    if (store.past.value) return;
    room.onMove();
    room.show(clause, false);
  });
  effect(() => {
    if (store.follow.value === "following" && !moving) settle();
  });
  addEventListener("scrollend", () => moving && settle());
  addEventListener("resize", settle);
  addEventListener("scroll", () => {
    if (store.follow.value !== "following" || moving || !read) return;
    if (Math.abs(read.section.getBoundingClientRect().top - read.top) > slack) store.suspendFollow();
  }, { passive: true });
}
