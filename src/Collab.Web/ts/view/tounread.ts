import { onDocument, placesOf } from "../model/fold.js";
import type { Annotation } from "../model/wire.js";
import { plural, t } from "../text/language.js";
import type { Room } from "./room.js";
import { capital, numbered } from "./words.js";

/** Where a note stands: its point in the text, then its thread, then its own number. */
type Standing = readonly [clause: number, thread: number, note: number];

const byStanding = (a: Standing, b: Standing): number => a[0] - b[0] || a[1] - b[1] || a[2] - b[2];

/** Opens the next note that I have not read, in the order of the text, or the one before; it is read then. */
export function toUnread(room: Room, by: 1 | -1): void {
  const { store } = room;
  const { annotations } = store.state.value;
  const rootOf = (note: Annotation): Annotation => (note.thread && annotations.get(note.thread)) || note;
  const indexOf = (clause: string): number => (clause === onDocument ? -1 : room.clauses.findIndex(other => other.id === clause));
  const standing = (note: Annotation): Standing => [indexOf(placesOf(rootOf(note))[0]!), rootOf(note).number, note.number];
  const unread = [...store.unread.value].flatMap(id => annotations.get(id) ?? []).filter(note => note.state === "shown")
    .map(note => ({ note, at: standing(note) })).sort((a, b) => byStanding(a.at, b.at));
  if (unread.length === 0) return store.say(t("Nothing is unread"));
  const panel = room.panel.value;
  const open = panel?.kind === "thread" ? annotations.get(panel.note) : undefined;
  const here: Standing = open ? standing(open) : [indexOf(room.clauseOf(document.activeElement) ?? room.current.value ?? onDocument), by === 1 ? -1 : Infinity, 0];
  const ahead = unread.filter(({ at }) => Math.sign(byStanding(at, here)) === by);
  // Behind the last it goes on at the first.
  const { note } = (by === 1 ? ahead[0] ?? unread[0] : ahead.at(-1) ?? unread.at(-1))!;
  const clause = placesOf(rootOf(note))[0]!;
  if (clause !== onDocument) room.show(clause, false);
  room.openThread(note.id, clause || undefined);
  store.markRead(note.id);
  store.say(`${capital(t("{note} at {place}", { note: numbered(note), place: room.nameOf(clause || undefined) }))}. ${unread.length === 1 ? t("Nothing more is unread") : plural(unread.length - 1, "{n} more unread", "{n} more unread")}`);
}
