// What an event means to the reader, as a sentence.
import { placesOf, type RoomState, topOf } from "../model/fold.js";
import { mentions } from "../model/mentions.js";
import { inQuotes, nameOf } from "../model/names.js";
import { isGone, type RoomEvent } from "../model/wire.js";
import { t } from "../text/language.js";
import type { News } from "./announcer.js";

const rounds = {
  RoundOpened: (place: string) => t("The blind round at {place} is open: others see what you write there when it is revealed", { place }),
  RoundRevealed: (place: string) => t("The blind round at {place} is revealed", { place }),
  RoundCancelled: (place: string) => t("The blind round at {place} is cancelled", { place }),
};

/** What is told of an event of somebody else; undefined where it says nothing. */
export function newsOf(event: RoomEvent, after: RoomState, me: { id: string }): News | undefined {
  const who = event.actor?.name ?? after.members.get(event.actor?.id ?? "")?.name ?? t("Somebody");
  if (event.kind === "Led" && after.led) return { kind: "lead", sentence: t("{who} is at {place}", { who, place: nameOf(after.clauseById.get(after.led.clause)) }) + inQuotes(after.led.target) };
  if (event.kind in rounds) return { kind: "lead", sentence: rounds[event.kind as keyof typeof rounds](nameOf(after.clauseById.get(event.clause ?? ""))) };
  if (event.kind === "DocumentClosed") return { kind: "link", sentence: t("{who} closed the document: nobody can write in it now", { who }) };
  if (event.kind === "DocumentReopened") return { kind: "link", sentence: t("{who} reopened the document", { who }) };
  if (event.kind === "AnnotationEdited" && event.data.targets && event.annotation !== undefined) {
    const moved = after.annotations.get(event.annotation);
    if (moved?.creator.id === me.id) return { kind: "mention", sentence: t("{who} moved your note {number} to {place}", { who, number: moved.number, place: nameOf(after.clauseById.get(placesOf(moved)[0]!)) }) };
  }
  if ((event.kind !== "AnnotationAdded" && event.kind !== "ReplyAdded") || event.annotation === undefined) return undefined;
  const note = after.annotations.get(event.annotation);
  if (!note || isGone(note)) return undefined;
  const where = nameOf(after.clauseById.get(placesOf(topOf(after, note))[0]!));
  const parent = note.replyTo ? after.annotations.get(note.replyTo) : undefined;
  if (parent?.creator.id === me.id) return { kind: "mention", sentence: t("{who} answered your note {number} at {place}", { who, number: parent.number, place: where }) };
  if (note.body && mentions(note.body.text, me.id)) return { kind: "mention", sentence: t("{who} mentions you in note {number} at {place}", { who, number: note.number, place: where }) };
  return { kind: "note", sentence: t("New note by {who} at {place}", { who, place: where }), place: where };
}
