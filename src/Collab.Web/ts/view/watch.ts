// What the reader does to the text, outside of any component: selecting, scrolling, hovering, addresses.
import { effect } from "@preact/signals-core";
import { options } from "preact";
import { t } from "../text/language.js";
import type { Passage, Room } from "./room.js";
import { watchCover, watchFocus, watchSheet } from "./focus.js";
import { watchLead } from "./led.js";
import { presenting, selections } from "./settings.js";

export function watch(room: Room): void {
  watchSelection(room);
  watchPlace(room);
  watchText(room);
  watchAddress(room);
  watchLead(room);
  watchFocus(room);
  watchSheet(room);
  watchCover(room);
  for (const [event, prints] of [["beforeprint", true], ["afterprint", false]] as const) addEventListener(event, () => {
    // The browser takes the page as it is when this is over.
    options.debounceRendering = prints ? render => render() : undefined;
    room.prints.value = prints;
  });
  setInterval(() => (room.now.value = Date.now()), 30_000);
  effect(() => {
    document.body.classList.toggle("presenting", presenting.value);
    room.store.presenting.value = presenting.value;
  });
  effect(() => {
    document.body.classList.toggle("no-presence", !selections.value);
    room.store.showSelections.value = selections.value;
  });
  effect(() => void document.body.classList.toggle("composing", room.composing.value !== undefined));
  effect(() => {
    for (const [clause, { level }] of room.heat.value) room.section(clause)!.dataset["heat"] = String(level);
  });
  effect(() => void document.body.classList.toggle("filtered", room.store.matching.value !== undefined));
  effect(() => {
    room.current.value; room.selected.value; room.store.past.value; selections.value;
    room.tellWhere();
  });
}

const same = (a: readonly Passage[], b: readonly Passage[]): boolean =>
  a.length === b.length && a.every((passage, i) => passage.clause === b[i]!.clause && passage.edition === b[i]!.edition && passage.start === b[i]!.start && passage.end === b[i]!.end);

function watchSelection(room: Room): void {
  let timer = 0, pressed = false, read: readonly Passage[] | undefined;
  const tell = (): void => {
    clearTimeout(timer);
    if (read && !same(read, room.selected.value)) room.selected.value = read;
    read = undefined;
  };
  const rest = (): void => {
    clearTimeout(timer);
    // Whoever drags slowly is not done: what is offered would lie in the way.
    if (!pressed && read) timer = setTimeout(tell, 80);
  };
  const look = (): void => {
    // Read at once, told when the hand rests: a menu opened in between would leave nothing to read.
    const passages = room.texts.selected();
    // A field or a menu that takes the focus takes the selection along: the words stay chosen until others are.
    if (passages.length === 0 && document.activeElement?.matches("input, textarea, select, .menu *")) return;
    read = passages;
    rest();
  };
  document.addEventListener("selectionchange", look);
  document.addEventListener("pointerdown", event => {
    tell();
    pressed = event.pointerType === "mouse";
  }, true);
  for (const end of ["pointerup", "pointercancel", "dragend"]) {
    document.addEventListener(end, () => {
      pressed = false;
      rest();
    }, true);
  }
}

function watchPlace(room: Room): void {
  document.addEventListener("focusin", event => {
    const clause = room.clauseOf(event.target);
    if (!clause) return;
    room.ledTo = undefined;
    room.current.value = clause;
  });
  let asked = 0;
  const look = (): void => {
    asked ||= requestAnimationFrame(() => {
      asked = 0;
      const at = clauseRead(room);
      if (at) room.current.value = at;
    });
  };
  addEventListener("scroll", look, { passive: true });
  addEventListener("resize", look, { passive: true });
}

/**
 * The clause at the reader's line: a quarter down what the bars leave of the window, and sinking to its foot over the last screenful, so
 * that the last clauses are read too. Who was led to a clause, has brought everyone there, or has the focus in it, reads that one as long as it is in view.
 */
function clauseRead(room: Room): string | undefined {
  const boxOf = (index: number): DOMRect => room.section(room.clauses[index]!.id)!.getBoundingClientRect();
  const stay = room.ledTo ?? room.clauseOf(document.activeElement);
  const staying = room.clauses.findIndex(clause => clause.id === stay);
  if (staying >= 0) {
    const { top, bottom } = boxOf(staying);
    if (top < innerHeight && bottom > 0) return stay;
    if (room.ledTo) {
      room.ledTo = undefined;
      return clauseRead(room);
    }
  }
  const most = document.documentElement.scrollHeight - innerHeight;
  const last = Math.min(innerHeight, most);
  const { above, below } = room;
  const line = above + (innerHeight - above - below) * (0.25 + 0.65 * (last > 0 ? Math.max(0, 1 - (most - scrollY) / last) : 0));
  let [low, high] = [0, room.clauses.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (boxOf(middle).top <= line) low = middle;
    else high = middle - 1;
  }
  return room.clauses[low]?.id;
}

/** A click on a passage opens its notes. On a projector, a link to another page with notes is asked about first: it may show what is hidden here. */
function watchText(room: Room): void {
  document.addEventListener("click", event => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[href]");
    if (!link || !presenting.value || link.origin !== location.origin || link.pathname === location.pathname || !/^\/(rooms|seminars)\//.test(link.pathname)) return;
    if (!confirm(t("That page may show hidden and private notes. Open it on this screen?"))) event.preventDefault();
  });
  document.getElementById("text")!.addEventListener("click", event => {
    // Who is writing a note stays in it.
    if (room.composing.value || !(event.target as Element).closest("section.clause .text") || getSelection()?.isCollapsed === false) return;
    const clause = room.clauseOf(event.target)!;
    const { edition } = (event.target as Element).closest<HTMLElement>(".text")!.dataset;
    const node = room.textNode(clause, edition);
    const offset = offsetAt(event.clientX, event.clientY, node);
    if (offset === undefined) return;
    const points = [...node!.data.slice(0, offset)].length;
    // What was merged into another thread is painted here, and stands there.
    const merged = [...room.store.state.value.annotations.values()].filter(note => note.mergedInto && note.state === "shown");
    const hit = [...room.store.stackAt(clause).cards.map(card => card.note), ...merged].filter(note => note.targets.some(target => target.clause === clause && target.edition === edition && target.position && target.position.start <= points && points < target.position.end));
    if (hit.length === 0) return;
    const shortest = hit.map(note => ({ id: note.id, length: Math.min(...note.targets.filter(target => target.position).map(target => target.position!.end - target.position!.start)) })).sort((a, b) => a.length - b.length)[0]!;
    room.openThread(shortest.id, clause);
  });
}

/** WebKit has the older of the two. */
function offsetAt(x: number, y: number, node: Text | undefined): number | undefined {
  if (!node) return undefined;
  if ("caretPositionFromPoint" in document) {
    const position = document.caretPositionFromPoint(x, y);
    return position?.offsetNode === node ? position.offset : undefined;
  }
  const range = (document as { caretRangeFromPoint?: (x: number, y: number) => Range | null }).caretRangeFromPoint?.(x, y);
  return range?.startContainer === node ? range.startOffset : undefined;
}

/** `#note-17` opens the room at that note, `#my-note-2` at a private one. */
function watchAddress(room: Room): void {
  const open = async (): Promise<void> => {
    const { hash } = location;
    const [, mine, digits] = /^#(my-)?note-(\d+)$/.exec(hash) ?? [];
    const number = Number(digits);
    const found = (): boolean => (mine ? room.goToPrivateNote(number) : room.goToNote(number));
    if (!digits || found()) return;
    // Somebody may have sent the address of a note that is still on its way here.
    await room.store.caughtUp();
    if (location.hash === hash && !found()) room.store.say(t("There is no note {number} that you may read", { number }));
  };
  addEventListener("hashchange", () => void open());
  let opened = false;
  effect(() => {
    if (!room.store.ready.value || opened) return;
    opened = true;
    const at = new URLSearchParams(location.search).get("at");
    if (at) room.replay.value = { at };
    queueMicrotask(() => void open());
  });
}
