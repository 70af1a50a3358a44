import type { Link } from "../store/store.js";
import { plural, t } from "../text/language.js";
import { keyOf } from "./keys.js";
import { LaterMenu } from "./margin.js";
import { Menu } from "./menu.js";
import { People } from "./people.js";
import { GoTo, Points } from "./places.js";
import type { Room } from "./room.js";
import { keys, presenting } from "./settings.js";

const stateWords: Record<Link["state"], string> = { connecting: t("Connecting…"), live: t("Live"), resyncing: t("Catching up…"), offline: t("Offline"), ended: t("Ended") };

/** The bar: where I am, how live it is, who is here, and the way to everything else. */
export function Bar({ room }: { room: Room }) {
  const { store } = room;
  const { state } = store.link.value;
  const held = store.heldTotal.value;
  const holding = store.holdAll.value;
  const following = store.follow.value;
  const leads = store.may("lead");
  const forMe = store.inbox.value.filter(entry => entry.unread).length;
  const filtered = store.matching.value;
  const current = room.current.value;
  const passage = leads ? room.toLead : undefined;
  const goal = passage?.clause ?? current;
  const path = `/rooms/${encodeURIComponent(store.boot.document)}`;
  return (
    <>
      <a class="wordmark" href="/">Collab</a>
      <span class="bar-title" dir="auto" title={store.boot.title}>{store.boot.title}</span>
      <span class={`state ${state}`}><span class="dot" aria-hidden="true" />{stateWords[state]}</span>
      {(holding || held > 0) && <button type="button" class="held" onClick={() => { store.holdAll.value = false; store.release(); }}>{!holding ? plural(held, "{n} new", "{n} new") : held > 0 ? plural(held, "{n} new held – let them in", "{n} new held – let them in") : t("Updates held – let them in")}</button>}
      <People room={room} />
      <span class="bar-count">{store.ready.value ? plural(store.living.value, "{n} note", "{n} notes") : ""}</span>
      <Points room={room} />
      <GoTo room={room} />
      {!presenting.value && <button type="button" class="bar-button inbox-button" aria-keyshortcuts={keys.value.on ? keyOf("inbox") : undefined} onClick={() => (room.panel.value?.kind === "inbox" ? room.closePanel() : room.open({ kind: "inbox" }))}>{t("Inbox")}{forMe > 0 && <> <span class="count">{forMe}<span class="vh"> {t("unread")}</span></span></>}</button>}
      <button type="button" class={filtered ? "bar-button on" : "bar-button"} aria-keyshortcuts={keys.value.on ? keyOf("search") : undefined} onClick={() => (room.panel.value?.kind === "search" ? room.closePanel() : room.open({ kind: "search" }))}>{filtered ? t("Filter: {n}", { n: filtered.size }) : t("Search")}</button>
      {leads && !presenting.value
        ? <button type="button" class="bar-button follow" disabled={!goal} title={goal && t("Brings everyone to {place}", { place: room.nameOf(goal) })} onPointerDown={event => event.preventDefault()} onClick={() => goal && room.bringEveryone(goal, passage)}>{passage ? t("Lead to these words") : t("Bring everyone here")}</button>
        : null}
      {(!leads || following !== "off") && <button type="button" class="bar-button follow" aria-pressed={following !== "off"} onClick={() => store.setFollow(following !== "following")}>{following === "suspended" ? t("Resume following") : following === "following" ? t("Following") : t("Follow")}</button>}
      <a class="bar-link" href={`${path}/reading`}>{t("Reading view")}</a>
      <a class="bar-link" href={`${path}/export`}>{t("Export")}</a>
      <Menu label={t("Menu")} class="bar-menu" text={t("Menu")}><LaterMenu room={room} of={({ RoomMenu }) => <RoomMenu room={room} />} /></Menu>
    </>
  );
}
