// What happened at a step of a replay, in a few words.
import type { RoomEvent } from "../model/wire.js";
import { t } from "../text/language.js";
import type { Room } from "./room.js";
import { numbered } from "./words.js";

// {what} is the note that it happened to, and where it stands; {place} the point; {whom} who has the floor. Where it is about a member, who does it is not told.
// What is in a notebook alone happens in no replay.
const deeds: Readonly<Record<Exclude<RoomEvent["kind"], "ReadMarked" | "WatchSet">, string>> = {
  DocumentImported: t("{who} imported the text"), TextRevised: t("{who} revised the text"), NoteKept: t("{who} left {what} on the earlier text"), EditionAdded: t("{who} added another edition"), AnnotationAdded: t("{who} wrote {what}"), ReplyAdded: t("{who} wrote {what}"),
  AnnotationEdited: t("{who} changed {what}"), AnnotationDeleted: t("{who} deleted {what}"), AnnotationHidden: t("{who} hid {what}"),
  AnnotationShown: t("{who} showed again {what}"), PinPlaced: t("{who} pinned {what}"), PinMoved: t("{who} moved the pin of {what}"),
  PinRemoved: t("{who} unpinned {what}"), ThreadResolved: t("{who} resolved {what}"), ThreadReopened: t("{who} reopened {what}"), ThreadMerged: t("{who} merged {what}"),
  ThreadUnmerged: t("{who} parted {what}"), RelationAdded: t("{who} related two notes {what}"), RelationRemoved: t("{who} took back how two notes are related {what}"),
  ReactionAdded: t("{who} reacted to {what}"), ReactionRemoved: t("{who} took back a reaction to {what}"), ClauseLocked: t("{who} locked {place}"),
  ClauseUnlocked: t("{who} unlocked {place}"), DocumentClosed: t("{who} closed the document"), DocumentReopened: t("{who} reopened the document"),
  Led: t("{who} leads to {place}"), SlowModeSet: t("{who} set the pause between notes"), ApprovalSet: t("{who} set whether notes wait"),
  AuthorNamed: t("{who} imported notes"), NotesImported: t("{who} imported notes"),
  SessionOpened: t("{who} opened the session"), SessionClosed: t("{who} closed the session"), AgendaSet: t("{who} set the agenda"), TimerSet: t("{who} set the time to {minutes} min"),
  TimerEnded: t("{who} ended the time"), ScribeSet: t("{who} chose who writes down what is said"), HandRaised: t("{who} raised a hand at {place}"),
  HandLowered: t("{who} lowered a hand"), FloorGiven: t("{who} gave {whom} the floor at {place}"), FloorEnded: t("{who} ended what was said"),
  StanceTaken: t("{who} took a stance at {place}"), StanceWithdrawn: t("{who} withdrew a stance at {place}"),
  StanceReasonHidden: t("{who} hid the reason of a stance at {place}"), StanceReasonShown: t("{who} showed the reason of a stance again at {place}"),
  StancesSet: t("{who} set the stances"), RoundOpened: t("{who} opened a blind round at {place}"), RoundRevealed: t("{who} revealed the blind round at {place}"),
  RoundCancelled: t("{who} cancelled the blind round at {place}"), MemberJoined: t("{who} came in"), MemberRenamed: t("{who} took another name"),
  MemberRoleChanged: t("{who} has another role"), MemberRemoved: t("{who} was removed"), MemberRestored: t("{who} was let in again"),
  MemberNotesHidden: t("{who} had all notes hidden"), MemberNotesShown: t("{who} had all notes shown again"), ContentErased: t("{who} had all words erased"),
  SettingsChanged: t("{who} changed the rules"),
};

/** "Ida Berg wrote note 17 at point 3"; undefined for a kind that this page does not know. */
export function happened(room: Room, event: RoomEvent | undefined): string | undefined {
  const deed = event && (deeds as Readonly<Record<string, string | undefined>>)[event.kind];
  if (!deed) return undefined;
  const { state: { value: state } } = room.store;
  const note = event.annotation === undefined ? undefined : state.annotations.get(event.annotation);
  const root = note?.thread ? state.annotations.get(note.thread) : note;
  const clause = root?.targets[0]?.clause ?? event.clause;
  const about = /^(Member|Content)/.test(event.kind) && "member" in event.data ? event.data.member : undefined;
  const actor = event.original?.by ?? event.actor;
  const who = about ?? actor?.id;
  const place = clause === undefined ? "" : room.nameOf(clause);
  const what = !note ? "" : place ? t("{note} at {place}", { note: numbered(note), place }) : numbered(note);
  const whom = event.kind === "FloorGiven" ? room.nameOfPerson(event.data.member) : "";
  const minutes = event.kind === "TimerSet" ? Math.round(event.data.seconds / 6) / 10 : "";
  return t(deed, { whom, minutes, who: who === undefined ? t("Somebody") : room.nameOfPerson(who, about ? undefined : actor?.name), what, place }).trimEnd();
}
