import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { openSession } from "../model/session.js";
import { t } from "../text/language.js";
import { hourPart, leadPart, panelPart, type Part, replayPart } from "./later.js";
import type { Room } from "./room.js";

export const fetchOrSay = (room: Room, wanted: Part<unknown>): Promise<void> =>
  wanted.fetch().catch(() => room.store.say(t("This part of the page could not be fetched. Try again when you are connected")));

/** What the room's menu, or a card's, holds: it comes with the panel's script. */
export function LaterMenu({ room, of }: { room: Room; of: (panel: typeof import("./panel.js")) => ComponentChildren }) {
  useEffect(() => void fetchOrSay(room, panelPart), []);
  const Panel = panelPart.module.value;
  return Panel ? <>{of(Panel)}</> : <p class="menu-head">{t("One moment…")}</p>;
}

/** The replay's place. */
export function Replaying({ room }: { room: Room }) {
  const wanted = room.replay.value;
  useEffect(() => {
    if (wanted) void fetchOrSay(room, replayPart);
  }, [wanted]);
  const Past = replayPart.module.value;
  return wanted && Past ? <Past.Replay room={room} at={wanted.at} /> : null;
}

/** The panel's place. Its script comes once the room is at rest, so that it is there offline too, or when it is first opened; the session's as soon as one is open, or there is a blind round. */
export function Margin({ room }: { room: Room }) {
  const { store } = room;
  const { stances, rounds } = store.state.value;
  const rested = store.ready.value;
  const kind = room.panel.value?.kind;
  const session = rested && (kind === "session" || rounds !== undefined || openSession(store.state.value) !== undefined);
  const leads = store.may("run-session");
  const stance = store.may("take-stance") || leads || stances.taken.length > 0;
  useEffect(() => {
    if (!rested) return;
    const soon = setTimeout(() => {
      for (const wanted of [panelPart, ...(stance ? [hourPart] : []), ...(leads ? [leadPart] : [])]) wanted.fetch().catch(() => undefined);
    }, 1_000);
    return () => clearTimeout(soon);
  }, [rested, stance, leads]);
  useEffect(() => {
    if (kind) void fetchOrSay(room, panelPart);
  }, [kind]);
  useEffect(() => {
    if (session) void fetchOrSay(room, hourPart);
  }, [session]);
  const Panel = panelPart.module.value;
  return Panel ? <Panel.Panel room={room} /> : null;
}
