// Keeps the focus somewhere, in view, and out of what lies behind a sheet.
import { effect } from "@preact/signals-core";
import type { Room } from "./room.js";

/** Where the focus goes when the button that had it is gone, from the nearest of its surroundings outwards. */
const stays: readonly [string, string | undefined][] = [
  [".composer", ".field"],
  ["article[tabindex]", undefined],
  [".panel", "#panel-h"],
  ["#bar", ".bar-menu > button"],
  ["section.clause", undefined],
];

/** A button that goes when it is pressed (“2 new”, Undo, Discard), or when what it asked for is done (Give the floor), does not take the focus along. */
export function watchFocus(room: Room): void {
  let pressed: Element | null = null;
  let heirs: readonly (() => HTMLElement | null | undefined)[] = [];
  const look = (): void => {
    if (!pressed || pressed.isConnected) return;
    pressed = null;
    if (document.activeElement && document.activeElement !== document.body) return;
    for (const find of heirs) {
      const heir = find();
      if (heir?.isConnected) return heir.focus({ preventScroll: true });
    }
    room.section(room.current.value ?? "")?.focus({ preventScroll: true });
  };
  // The page is drawn anew before the next frame.
  const soon = (): void => void requestAnimationFrame(() => setTimeout(look));
  document.addEventListener("click", event => {
    pressed = (event.target as Element).closest("button");
    if (!pressed) return;
    const [button, around] = [pressed, stays.map(([of, within]) => [pressed!.closest<HTMLElement>(of), within] as const)];
    const heading = [...button.closest(".session")?.querySelectorAll<HTMLElement>("h3") ?? []].filter(one => one.compareDocumentPosition(button) & Node.DOCUMENT_POSITION_FOLLOWING).at(-1);
    if (heading) heading.tabIndex = -1;
    heirs = [() => heading, ...around.map(([box, within]) => () => within === undefined ? box : box?.querySelector<HTMLElement>(within))];
    soon();
  }, { capture: true });
  new MutationObserver(() => pressed && !pressed.isConnected && soon()).observe(document.body, { childList: true, subtree: true });
}

/** On a phone the panel is a sheet: what lies behind it cannot be reached. */
export function watchSheet(room: Room): void {
  const narrow = matchMedia("(max-width: 60rem)");
  const look = (): void => void (room.narrow.value = narrow.matches);
  narrow.addEventListener("change", look);
  look();
  effect(() => {
    const behind = room.narrow.value && room.panel.value !== undefined;
    for (const id of ["bar", "notices", "text"]) document.getElementById(id)!.inert = behind;
  });
}

/** Says in the style how much of the window the bars cover, so that what has the focus, or was gone to, never comes to lie under them. */
export function watchCover(room: Room): void {
  const style = document.documentElement.style;
  const [bar, notices, dock] = ["bar", "notices", "dock"].map(id => document.getElementById(id)!) as [HTMLElement, HTMLElement, HTMLElement];
  const measure = (): void => {
    const { above } = room;
    room.above = bar.offsetHeight + notices.scrollHeight;
    room.below = dock.querySelector<HTMLElement>(".replay, .dock")?.offsetHeight ?? 0;
    style.setProperty("--bar", `${bar.offsetHeight}px`);
    style.setProperty("--above", `${room.above}px`);
    style.setProperty("--below", `${room.below}px`);
    if (room.above > above) room.uncover(above, room.above);
  };
  const resized = new ResizeObserver(measure);
  for (const part of [bar, notices]) resized.observe(part);
  for (const part of [notices, dock]) new MutationObserver(measure).observe(part, { childList: true, subtree: true });
  // Where its parts do not fit beside one another, as in large letters, they stand in lines.
  const fit = (): void => {
    bar.classList.remove("wraps");
    bar.classList.toggle("wraps", bar.scrollWidth > bar.clientWidth + 1);
    measure();
  };
  addEventListener("resize", fit);
  new ResizeObserver(fit).observe(document.documentElement);
  new MutationObserver(fit).observe(bar, { childList: true, characterData: true, subtree: true });
  fit();
}
