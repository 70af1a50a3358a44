// Who has said something in a session, by its events: what nobody is told of counts for nobody.
import type { RoomEvent } from "./wire.js";

/** Adds who wrote, answered, reacted, raised a hand or took a stance by name; and who was heard aloud. */
export function addHeard(heard: Set<string>, events: readonly RoomEvent[]): void {
  for (const { kind, actor, original, data } of events) {
    if (actor && !original && ["AnnotationAdded", "ReplyAdded", "ReactionAdded", "HandRaised", "StanceTaken"].includes(kind)) heard.add(actor.id);
    if ((kind === "FloorGiven" || (kind === "AnnotationAdded" && !original)) && data) {
      const { member, said } = data as { member?: string; said?: { member?: string } };
      const aloud = member ?? said?.member;
      if (aloud) heard.add(aloud);
    }
  }
}
