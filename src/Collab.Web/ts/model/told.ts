// What the seminar tells its documents: who is in it, under which name, and whose words are gone.
import { type Draft, without } from "./draft.js";
import { erasedName, type RoomEvent } from "./wire.js";

/** Folds an event of the seminar's; whatever else it is, nothing happens. */
export function applyTold(draft: Draft, event: RoomEvent): void {
  switch (event.kind) {
    case "MemberJoined":
      // Who comes back stands last: members are in the order of their joining. And they may have another name.
      if (draft.next.members.has(event.data.member)) rename(draft, event.data.member, event.data.name);
      draft.map("members").delete(event.data.member);
      draft.map("members").set(event.data.member, { id: event.data.member, name: event.data.name, role: event.data.role });
      break;
    case "MemberRenamed":
      rename(draft, event.data.member, event.data.name);
      break;
    case "ContentErased":
      erase(draft, event.data.member);
      break;
    case "MemberRoleChanged": {
      const member = draft.next.members.get(event.data.member);
      if (member) draft.map("members").set(member.id, { ...member, role: event.data.role });
      break;
    }
    case "MemberRemoved": {
      const member = draft.next.members.get(event.data.member);
      if (member) draft.map("members").set(member.id, { ...member, removed: true });
      break;
    }
    case "MemberRestored": {
      const member = draft.next.members.get(event.data.member);
      if (member) draft.map("members").set(member.id, without({ ...member }, "removed"));
      break;
    }
    case "MemberNotesHidden":
      hideAll(draft, event.data.member, event.data.reason, event.actor!.id);
      break;
  }
}

// What brings them back, MemberNotesShown, cannot be folded: their words come with a snapshot.
function hideAll(draft: Draft, member: string, reason: string | undefined, by: string): void {
  for (const note of [...draft.next.annotations.values()]) {
    if (note.creator.id !== member || (note.state !== "shown" && !note.early)) continue;
    const hidden = without({ ...note, state: "hidden" as const }, "reason", "reasonBy", "early");
    if (reason !== undefined) Object.assign(hidden, { reason, reasonBy: by });
    if (draft.viewer.readsHidden || member === draft.viewer.member) draft.put(hidden);
    else draft.put(without(hidden, "body", "said"), []);
  }
  draft.relate(draft.next.relations);
}

function erase(draft: Draft, member: string): void {
  // Events of the past are told under the name of now.
  if (!draft.viewer.past) rename(draft, member, erasedName);
  // Of those without a name all reasons go, so that nobody sees whose these were.
  const { stances } = draft.next;
  draft.next.stances = { ...stances, taken: stances.taken.map(held => (held.by === undefined || held.by === member ? without({ ...held }, "reason") : held)) };
  for (const note of [...draft.next.annotations.values()]) {
    let kept = note;
    // Why a note is hidden that nothing has hidden yet was said later.
    if (kept.reasonBy === member && !kept.early) kept = without({ ...kept }, "reason", "reasonBy");
    if (kept.threadReasonBy === member) kept = without({ ...kept }, "threadReason", "threadReasonBy");
    if (kept.creator.id === member) {
      const targets = kept.targets.map(target => without({ ...target }, "quote"));
      draft.put(without({ ...kept, state: kept.state === "deleted" ? "deleted" : "erased", targets }, "body", "said", "reason", "reasonBy"), []);
    } else if (kept !== note) draft.put(kept);
  }
  draft.relate(draft.next.relations);
}

function rename(draft: Draft, id: string, name: string): void {
  const member = draft.next.members.get(id);
  if (member) draft.map("members").set(id, { ...member, name });
  const notes = draft.map("annotations");
  for (const note of notes.values()) if (note.creator.id === id) notes.set(note.id, { ...note, creator: { id, name } });
  const pins = draft.map("pins");
  for (const [clause, list] of pins) {
    if (list.some(pin => pin.by.id === id)) pins.set(clause, list.map(pin => (pin.by.id === id ? { ...pin, by: { id, name } } : pin)));
  }
  if (draft.next.led?.by.id === id) draft.next.led = { ...draft.next.led, by: { id, name } };
}
