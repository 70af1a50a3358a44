// What happened at a step of a replay, in a few words.
import type { RoomEvent } from "../model/wire.js";
import type { Room } from "./room.js";
import { numbered } from "./words.js";

// Before the note, or the point, that it happened to. Where it is about a member, who does it is not told.
// What is in a notebook alone happens in no replay.
const deeds: Readonly<Record<Exclude<RoomEvent["kind"], "ReadMarked" | "WatchSet">, string>> = {
  DocumentImported: "imported the text", EditionAdded: "added another edition", AnnotationAdded: "wrote", ReplyAdded: "wrote", AnnotationEdited: "changed", AnnotationDeleted: "deleted", AnnotationHidden: "hid", AnnotationShown: "showed again",
  PinPlaced: "pinned", PinMoved: "moved the pin of", PinRemoved: "unpinned", ThreadResolved: "resolved", ThreadReopened: "reopened", ThreadMerged: "merged", ThreadUnmerged: "parted", RelationAdded: "related two notes", RelationRemoved: "took back how two notes are related",  ReactionAdded: "reacted to", ReactionRemoved: "took back a reaction to",
  ClauseLocked: "locked", ClauseUnlocked: "unlocked", DocumentClosed: "closed the document", DocumentReopened: "reopened the document", Led: "leads to", SlowModeSet: "set the pause between notes", ApprovalSet: "set whether notes wait",
  SessionOpened: "opened the session", SessionClosed: "closed the session", AgendaSet: "set the agenda", TimerSet: "set the time", TimerEnded: "ended the time", ScribeSet: "chose who writes down what is said",
  HandRaised: "raised a hand at", HandLowered: "lowered a hand", FloorGiven: "gave the floor at", FloorEnded: "ended what was said",
  StanceTaken: "took a stance at", StanceWithdrawn: "withdrew a stance at", StanceReasonHidden: "hid the reason of a stance at", StanceReasonShown: "showed the reason of a stance again at", StancesSet: "set the stances", RoundOpened: "opened a blind round at", RoundRevealed: "revealed the blind round at", RoundCancelled: "cancelled the blind round at",
  MemberJoined: "came in", MemberRenamed: "took another name", MemberRoleChanged: "has another role", MemberRemoved: "was removed", MemberRestored: "was let in again",
  MemberNotesHidden: "had all notes hidden", MemberNotesShown: "had all notes shown again", ContentErased: "had all words erased", SettingsChanged: "changed the rules",
};

/** "Ida Berg wrote note 17 at point 3"; undefined for a kind that this page does not know. */
export function happened(room: Room, event: RoomEvent | undefined): string | undefined {
  const verb = event && (deeds as Readonly<Record<string, string | undefined>>)[event.kind];
  if (!verb) return undefined;
  const { state: { value: state } } = room.store;
  const note = event.annotation === undefined ? undefined : state.annotations.get(event.annotation);
  const root = note?.thread ? state.annotations.get(note.thread) : note;
  const clause = root?.targets[0]?.clause ?? event.clause;
  const about = /^(Member|Content)/.test(event.kind) && "member" in event.data ? event.data.member : undefined;
  const who = about ?? event.actor?.id;
  const words = [who === undefined ? "Somebody" : room.nameOfPerson(who, about ? undefined : event.actor?.name), verb];
  if (note) words.push(numbered(note));
  if (note && clause) words.push("at");
  if (clause && (note || verb.endsWith(" at") || /^(Clause|Led)/.test(event.kind))) words.push(room.nameOf(clause));
  return words.join(" ");
}
