// Who has said something in a session, by its events: what nobody is told of counts for nobody.
import type { Proceedings } from "./proceedings.js";
import type { RoomEvent } from "./wire.js";

/** Who was in the session from whose page this browser opened the next one, and where that one stands in the log of its document. */
export interface LastTime { document: string; seq: number; members: readonly string[] }

/** Who was there last time: as this browser has it for the session that is open, and for no later one; else in the last session over the same text. */
export const lastTime = (document: string, sessions: Proceedings["sessions"], kept: LastTime | undefined): readonly string[] =>
  kept?.document === document && kept.seq >= sessions.at(-1)!.seq ? kept.members : sessions.at(-2)?.attended ?? [];

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
