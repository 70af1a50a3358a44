// What an event means to the reader, as a sentence.
import { placesOf, type RoomState, topOf } from "../model/fold.js";
import { mentions } from "../model/mentions.js";
import { inQuotes, nameOf } from "../model/names.js";
import { isGone, type RoomEvent } from "../model/wire.js";
import type { News } from "./announcer.js";

const rounds = { RoundOpened: "open: others see what you write there when it is revealed", RoundRevealed: "revealed", RoundCancelled: "cancelled" };

/** What is told of an event of somebody else; undefined where it says nothing. */
export function newsOf(event: RoomEvent, after: RoomState, me: { id: string }): News | undefined {
  const who = event.actor?.name ?? after.members.get(event.actor?.id ?? "")?.name ?? "Somebody";
  if (event.kind === "Led" && after.led) return { kind: "lead", sentence: `${who} is at ${nameOf(after.clauseById.get(after.led.clause))}${inQuotes(after.led.target)}` };
  if (event.kind in rounds) return { kind: "lead", sentence: `The blind round at ${nameOf(after.clauseById.get(event.clause ?? ""))} is ${rounds[event.kind as keyof typeof rounds]}` };
  if (event.kind === "DocumentClosed") return { kind: "link", sentence: `${who} closed the document: nobody can write in it now` };
  if (event.kind === "DocumentReopened") return { kind: "link", sentence: `${who} reopened the document` };
  if (event.kind === "AnnotationEdited" && event.data.targets && event.annotation !== undefined) {
    const moved = after.annotations.get(event.annotation);
    if (moved?.creator.id === me.id) return { kind: "mention", sentence: `${who} moved your note ${moved.number} to ${nameOf(after.clauseById.get(placesOf(moved)[0]!))}` };
  }
  if ((event.kind !== "AnnotationAdded" && event.kind !== "ReplyAdded") || event.annotation === undefined) return undefined;
  const note = after.annotations.get(event.annotation);
  if (!note || isGone(note)) return undefined;
  const where = nameOf(after.clauseById.get(placesOf(topOf(after, note))[0]!));
  const parent = note.replyTo ? after.annotations.get(note.replyTo) : undefined;
  if (parent?.creator.id === me.id) return { kind: "mention", sentence: `${who} answered your note ${parent.number} at ${where}` };
  if (note.body && mentions(note.body.text, me.id)) return { kind: "mention", sentence: `${who} mentions you in note ${note.number} at ${where}` };
  return { kind: "note", sentence: `New note by ${who} at ${where}`, place: where };
}
