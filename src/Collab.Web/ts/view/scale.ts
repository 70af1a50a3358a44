// What the stances of a scale are called here.
import { t } from "../text/language.js";
import type { Room } from "./room.js";

const usual = new Map([["agree", t("agree")], ["agree with changes", t("agree with changes")], ["disagree", t("disagree")], ["abstain", t("abstain")]]);

/** Words that nobody chose are the page's own, in its language; those of another scale are somebody's, and stay. */
export function stanceName({ store }: Room, stance: string): string {
  const { scale } = store.state.value.stances;
  return scale.length === usual.size && scale.every(word => usual.has(word)) ? usual.get(stance) ?? stance : stance;
}
