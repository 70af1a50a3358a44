import type { Annotation } from "../model/wire.js";
import type { Room } from "./room.js";

/** Copies, also where the page has no secure context; says what was copied. */
export async function copy(room: Room, text: string, said: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "vh";
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  room.store.say(said);
}

/** "point 3, note 17". */
export function citation(room: Room, note: Annotation): string {
  const root = note.thread ? room.store.state.value.annotations.get(note.thread) : note;
  const places = [...new Set((root ?? note).targets.map(target => room.nameOf(target.clause)))];
  return `${places.length > 0 ? places.join(" and ") : room.store.state.value.title}, note ${note.number}`;
}

export const addressOf = (room: Room, note: Annotation): string => `${location.origin}/rooms/${encodeURIComponent(room.store.boot.document)}#note-${note.number}`;
