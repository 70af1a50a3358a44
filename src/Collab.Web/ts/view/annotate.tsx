import { useEffect, useState } from "preact/hooks";
import { t } from "../text/language.js";
import { keyOf } from "./keys.js";
import type { Room } from "./room.js";
import { keys, presenting } from "./settings.js";
import { commentOn } from "./words.js";

/** Begins a note on what is selected. */
export function annotate(room: Room): boolean {
  const passages = room.selected.value;
  if (passages.length > 0) room.compose(passages[0]!.clause, passages);
  else if (room.current.value) room.compose(room.current.value, [], true);
  return passages.length > 0 || room.current.value !== undefined;
}

/** The one thing that floats: a button at the end of the selection, for a mouse. Phones have theirs in the bar at the bottom. */
export function AnnotateButton({ room }: { room: Room }) {
  const selected = room.selected.value;
  const [at, setAt] = useState<{ left: number; top: number }>();
  useEffect(() => {
    if (selected.length === 0) return setAt(undefined);
    const rects = getSelection()?.rangeCount ? getSelection()!.getRangeAt(0).getClientRects() : undefined;
    const last = rects?.[rects.length - 1];
    setAt(last && { left: Math.min(last.right + scrollX, document.documentElement.clientWidth - (room.store.may("lead") ? 220 : 120)), top: last.bottom + scrollY + 6 });
  }, [selected]);
  if (!at || selected.length === 0) return null;
  const may = room.store.may("annotate") || room.store.may("write-private-note");
  if (!may) return null;
  const leads = room.store.may("lead") && !presenting.value;
  return (
    <section class="at-selection" aria-label={t("Selected words")} style={{ left: `${at.left}px`, top: `${at.top}px` }} onPointerDown={event => event.preventDefault()}>
      <button type="button" class="annotate" aria-keyshortcuts={keys.value.on ? keyOf("annotate") : undefined} onClick={() => annotate(room)}>{room.composing.value ? t("Add these words") : t("Annotate")}</button>
      {leads && <button type="button" class="annotate" onClick={() => room.bringEveryone(selected[0]!.clause, room.toLead)}>{t("Lead here")}</button>}
    </section>
  );
}

/** The bar at the bottom of a phone, out of the way of the system's own selection menu. */
export function Dock({ room }: { room: Room }) {
  const selected = room.selected.value.length > 0;
  const at = room.current.value;
  const composing = room.composing.value !== undefined;
  if (room.panel.value || composing && !selected) return null;
  // Words of another point, for the note that is being written.
  if (composing) return <section class="dock" aria-label={t("At hand")}><button type="button" class="primary wide" onPointerDown={event => event.preventDefault()} onClick={() => annotate(room)}>{t("Add these words")}</button></section>;
  const filtered = room.store.matching.value;
  return (
    <section class="dock" aria-label={t("At hand")}>
      <button type="button" onClick={() => room.step(-1)} aria-label={t("Previous point")}>↑</button>
      <button type="button" onClick={() => room.step(1)} aria-label={t("Next point")}>↓</button>
      <button type="button" class={selected ? "primary wide" : "wide"} onPointerDown={event => event.preventDefault()} onClick={() => (selected ? annotate(room) : at && room.compose(at))}>
        {selected ? t("Annotate the selection") : at ? commentOn(room, at) : t("Select words to annotate")}
      </button>
      <button type="button" class={filtered ? "on" : undefined} onClick={() => room.open({ kind: "search" })}>{filtered ? t("Filter: {n}", { n: filtered.size }) : t("Search")}</button>
    </section>
  );
}
