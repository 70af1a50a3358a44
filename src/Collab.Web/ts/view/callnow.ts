// What is of this moment: done at once, or said why not.
import { type CommandAnswer, type LiveBody, type LiveVerb, Refusal } from "../model/wire.js";
import type { Room } from "./room.js";

/** Does it now. What is refused is said in words; what is so already needs none. */
export async function callNow<V extends LiveVerb>(room: Room, verb: V, body: LiveBody<V>, said?: string): Promise<CommandAnswer | undefined> {
  try {
    const answer = await room.store.call(verb, body);
    if (said) room.store.say(said);
    return answer;
  } catch (error) {
    const refusal = error instanceof Refusal ? error : Refusal.unreachable();
    if (refusal.code !== "already") room.store.refusal.value = { code: refusal.code, detail: refusal.message, verb };
    return undefined;
  }
}
