import type { Sending } from "../store/store.js";
import { t } from "../text/language.js";
import type { Room } from "./room.js";

/** A command whose refusal the store tells. */
export const send = (sending: Sending): void => void sending.done.catch(() => undefined);

/** Does it; that it is done is said in the words of its button. */
export const act = ({ store }: Room, sending: Sending, words: string): void =>
  void sending.done.then(() => store.say(t("{act}: done", { act: words })), () => undefined);

/** A button that does one thing, and says so when it is done. */
export const Act = ({ room, label, does }: { room: Room; label: string; does: () => Sending }) =>
  <button type="button" onClick={() => act(room, does(), label)}>{label}</button>;
