import { useLayoutEffect, useRef } from "preact/hooks";
import { trimRange } from "../text/anchor.js";
import { t, woven } from "../text/language.js";
import { sentences } from "../text/words.js";
import { nameOf, shorten } from "../model/names.js";
import type { Clause } from "../model/wire.js";
import type { Passage } from "./room.js";
import { capital } from "./words.js";

const blocked = (event: Event): void => event.preventDefault();

/** The clause in a real text field whose input is blocked: a native caret, exact offsets, every platform's own keys for selecting. */
export function Picker({ clause, focus, onPick, onDone }: { clause: Clause; focus: boolean; onPick: (passage: Passage) => void; onDone: () => void }) {
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const element = field.current!;
    if (focus) element.focus();
    element.setSelectionRange(0, 0);
    element.scrollTop = 0;
    const onSelect = (): void => {
      if (document.activeElement !== element) return;
      const { start, end } = trimRange(clause.text, element.selectionStart, element.selectionEnd);
      if (end > start) onPick({ clause: clause.id, start, end });
    };
    document.addEventListener("selectionchange", onSelect);
    element.addEventListener("select", onSelect);
    element.addEventListener("keyup", onSelect);
    return () => {
      document.removeEventListener("selectionchange", onSelect);
      element.removeEventListener("select", onSelect);
      element.removeEventListener("keyup", onSelect);
    };
  }, [clause.id]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      onDone();
    }
  };
  return (
    <div class="picker">
      <label for="pick">{capital(nameOf(clause))}{woven(": select words with {shift} and the arrow keys, then {enter}", { shift: <kbd>Shift</kbd>, enter: <kbd>Enter</kbd> })}</label>
      <textarea id="pick" dir="auto" ref={field} class="pick-text" rows={5} inputMode="none" spellcheck={false} autocomplete="off" value={clause.text}
        onBeforeInput={blocked} onPaste={blocked} onCut={blocked} onDrop={blocked} onDragStart={blocked} onKeyDown={onKeyDown} />
      <details>
        <summary>{t("Or pick a sentence")}</summary>
        <ul class="sentences">
          {sentences(clause.text).map(({ start, end }) => (
            <li key={start}><button type="button" onClick={() => { onPick({ clause: clause.id, start, end }); onDone(); }}>{shorten(clause.text.slice(start, end), 140)}</button></li>
          ))}
        </ul>
      </details>
    </div>
  );
}
