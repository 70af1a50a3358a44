import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { trimRange } from "../text/anchor.js";
import { t, woven } from "../text/language.js";
import { nameOf } from "../model/names.js";
import type { Clause } from "../model/wire.js";
import { WhoseWords } from "./editions.js";
import { heatPart } from "./later.js";
import { fetchOrSay } from "./margin.js";
import type { Passage, Room } from "./room.js";
import { capital } from "./words.js";

const blocked = (event: Event): void => event.preventDefault();

/** The clause in a real text field whose input is blocked: a native caret, exact offsets, every platform's own keys for selecting. */
export function Picker({ room, clause, focus, onPick, onDone }: { room: Room; clause: Clause; focus: boolean; onPick: (passage: Passage) => void; onDone: () => void }) {
  const field = useRef<HTMLTextAreaElement>(null);
  const editions = room.texts.editionsAt(clause.id);
  const [edition, setEdition] = useState(editions[0]);
  const text = room.textNode(clause.id, edition)?.data ?? clause.text;
  const pick = (start: number, end: number): void => onPick({ clause: clause.id, start, end, ...(edition && { edition }) });
  useLayoutEffect(() => {
    const element = field.current!;
    if (focus) element.focus();
    element.setSelectionRange(0, 0);
    element.scrollTop = 0;
    const onSelect = (): void => {
      if (document.activeElement !== element) return;
      const { start, end } = trimRange(text, element.selectionStart, element.selectionEnd);
      if (end > start) pick(start, end);
    };
    document.addEventListener("selectionchange", onSelect);
    element.addEventListener("select", onSelect);
    element.addEventListener("keyup", onSelect);
    return () => {
      document.removeEventListener("selectionchange", onSelect);
      element.removeEventListener("select", onSelect);
      element.removeEventListener("keyup", onSelect);
    };
  }, [clause.id, edition]);
  const Heat = heatPart.module.value;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      onDone();
    }
  };
  return (
    <div class="picker">
      {editions.length > 1 && <WhoseWords room={room} editions={editions} value={edition} onChange={setEdition} />}
      <label for="pick">{capital(nameOf(clause))}{woven(": select words with {shift} and the arrow keys, then {enter}", { shift: <kbd>Shift</kbd>, enter: <kbd>Enter</kbd> })}</label>
      <textarea id="pick" dir="auto" ref={field} class="pick-text" rows={5} inputMode="none" spellcheck={false} autocomplete="off" value={text}
        onBeforeInput={blocked} onPaste={blocked} onCut={blocked} onDrop={blocked} onDragStart={blocked} onKeyDown={onKeyDown} />
      <details onToggle={() => void fetchOrSay(room, heatPart)}>
        <summary>{t("Or pick a sentence")}</summary>
        {Heat && <Heat.Sentences text={text} onPick={(start, end) => { pick(start, end); onDone(); }} />}
      </details>
    </div>
  );
}
