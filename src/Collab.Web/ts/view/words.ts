// How things are called in sentences.
import { shorten } from "../model/names.js";
import type { Annotation, Relation } from "../model/wire.js";
import { locale, t } from "../text/language.js";
import type { Room } from "./room.js";

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What the button says that begins a note at a clause; "" is the whole document. */
export function commentOn(room: Room, clause: string): string {
  const place = room.nameOf(clause || undefined);
  return room.onlyMe([clause]) ? t("Private note on {place}", { place }) : t("Comment on {place}", { place });
}

/** The passages a note is about, in short; undefined for whole clauses. */
export function quoteOf(note: Annotation, clause?: string): string | undefined {
  const quotes = note.targets.filter(target => target.quote && (!clause || target.clause === clause)).map(target => target.quote!.exact);
  return quotes.length > 0 ? quotes.map(quote => shorten(quote, 90)).join(" … ") : undefined;
}

/** Which of several people of one name: 2 of "Ida Berg (2)"; undefined for the first. */
export const nth = (name: string): string | undefined => /\((\d+)\)$/.exec(name)?.[1];

export function initials(name: string): string {
  const parts = name.replace(/\s*\(\d+\)$/, "").replace(/^(dr|prof|mr|mrs|ms)\.?\s+/i, "").split(/\s+/).filter(Boolean);
  const first = [...(parts[0] ?? "?")];
  const last = parts.length > 1 ? [...parts[parts.length - 1]!][0]! : first[1] ?? "";
  return (first[0] ?? "?").toUpperCase() + (parts.length > 1 ? last.toUpperCase() : last);
}

/** One of eight hues that a person keeps; the name is always there in words too. */
export function hue(id: string): number {
  let sum = 0;
  for (let i = 0; i < id.length; i++) sum = (sum * 31 + id.charCodeAt(i)) >>> 0;
  return sum % 8;
}

/** "now", "5 min", "3 h", then the day. */
export function since(at: string, now: number): string {
  const minutes = Math.max(0, Math.floor((now - Date.parse(at)) / 60_000));
  if (!Number.isFinite(minutes)) return "";
  if (minutes < 1) return t("now");
  if (minutes < 60) return t("{n} min", { n: minutes });
  if (minutes < 24 * 60) return t("{n} h", { n: Math.floor(minutes / 60) });
  if (minutes < 7 * 24 * 60) return t("{n} d", { n: Math.floor(minutes / 1440) });
  const date = new Date(at);
  return date.toLocaleDateString(locale, date.getFullYear() === new Date(now).getFullYear() ? { day: "numeric", month: "short" } : { day: "numeric", month: "short", year: "numeric" });
}

// Making one costs more than all else of a card.
const longFormat = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short" });

export const exactly = (at: string): string => longFormat.format(Date.parse(at));

/** "note 17"; a private note is numbered apart. */
export const numbered = (note: Annotation): string => (note.visibility === "private" ? t("private note {number}", { number: note.number }) : note.thread ? t("reply {number}", { number: note.number }) : t("note {number}", { number: note.number }));

const active = { answers: t("answers {note}"), contradicts: t("contradicts {note}"), supports: t("supports {note}") } as const;
const passive = { answers: t("answered by {note}"), contradicts: t("contradicted by {note}"), supports: t("supported by {note}") } as const;

/** What is between two notes, as it is said of one of them: "contradicts {note}", "contradicted by {note}". */
export const saidOf = (said: Relation, note: string): string => (said.from === note ? active : passive)[said.relation];

/** The fragment that opens the room at the note. */
export const anchorOf = (note: Annotation): string => `#${note.visibility === "private" ? "my-" : ""}note-${note.number}`;

/** "1:52", of seconds. */
export const countdown = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
