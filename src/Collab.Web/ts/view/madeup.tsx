import { useState } from "preact/hooks";
import { asMember } from "../live/address.js";
import { fetchJson } from "../store/snapshot.js";
import { plural, t } from "../text/language.js";
import type { Room } from "./room.js";

/** In a rehearsal: its readers write, answer, raise hands and take stances where the session is, some of them each time. */
export function MadeUp({ room: { store } }: { room: Room }) {
  const [acting, setActing] = useState(false);
  const act = async (): Promise<void> => {
    setActing(true);
    try {
      const { done } = await fetchJson<{ done: number }>(asMember(`/api/documents/${encodeURIComponent(store.boot.document)}/rehearsal/act`, store.boot.me.id), { method: "POST" });
      store.say(plural(done, "The readers did one thing", "The readers did {n} things"));
    } catch (error) {
      store.say(error instanceof Error ? error.message : t("That did not work. Try again in a moment."));
    }
    setActing(false);
  };
  return <p><button type="button" aria-disabled={acting} onClick={() => void (acting || act())}>{t("Let the readers act")}</button></p>;
}
