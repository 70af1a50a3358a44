import type { Annotation } from "../model/wire.js";
import { conjoined, t } from "../text/language.js";
import type { Room } from "./room.js";

/** Copies, also where the page has no secure context; says what was copied, or that nothing was. */
export async function copy(room: Room, text: string, said: string): Promise<void> {
  const copied = await toClipboard(text) || copyOfField(text);
  room.store.say(copied ? said : t("This browser does not let the page copy. Select the words and copy them yourself"));
}

// Off loopback without TLS there is no clipboard at all.
const toClipboard = async (text: string): Promise<boolean> => navigator.clipboard?.writeText(text).then(() => true, () => false) ?? false;

function copyOfField(text: string): boolean {
  const before = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "vh";
  document.body.append(field);
  field.select();
  try {
    return document.execCommand("copy");
  } finally {
    field.remove();
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  }
}

/** "point 3, note 17". */
export function citation(room: Room, note: Annotation): string {
  const root = note.thread ? room.store.state.value.annotations.get(note.thread) : note;
  const places = [...new Set((root ?? note).targets.map(target => room.nameOf(target.clause)))];
  return t("{places}, note {number}", { places: places.length > 0 ? conjoined(places) : room.store.state.value.title, number: note.number });
}

/** The one that leads whoever has no seat yet through joining to the note: a fragment would not reach the server. */
export const addressOf = (room: Room, note: Annotation): string => `${location.origin}/rooms/${encodeURIComponent(room.store.boot.document)}/notes/${note.number}`;
