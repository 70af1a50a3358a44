import { asMember } from "../live/address.js";
import { Refusal } from "../model/wire.js";
import { t } from "../text/language.js";
import type { Room } from "./room.js";
import { hidesPlace } from "./settings.js";

/** Kept by the server with my account, so that nothing of it leaves there. */
export function HidePlace({ room }: { room: Room }) {
  const { store } = room;
  const choose = async (hidden: boolean): Promise<void> => {
    const response = await fetch(asMember("/api/me/presence", store.boot.me.id), { method: "PUT", headers: { "content-type": "application/json" }, body: JSON.stringify({ hidden }) }).catch(() => undefined);
    if (!response?.ok) {
      hidesPlace.value = !hidden;
      return store.say((response ? await Refusal.fromHttp(response) : Refusal.unreachable()).message);
    }
    hidesPlace.value = hidden;
    store.say(hidden ? t("Nobody is told where you are in the text") : t("Others see where you are in the text"));
    if (!hidden) room.tellWhere();
  };
  return <label><input type="checkbox" checked={hidesPlace.value ?? store.boot.hidesPlace === true} onChange={event => void choose(hidesPlace.value = event.currentTarget.checked)} /> {t("Hide where I am: what I read, select, write")}</label>;
}
