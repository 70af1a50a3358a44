import { signal } from "@preact/signals-core";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { roleNames } from "../model/names.js";
import type { AnnounceLevel } from "../store/store.js";
import { t, woven } from "../text/language.js";
import { Act } from "./actions.js";
import { callNow } from "./calls.js";
import { copy } from "./copy.js";
import { HidePlace } from "./hideplace.js";
import { heatPart } from "./later.js";
import { fetchOrSay } from "./margin.js";
import { setWatching } from "./noteactions.js";
import { QueueLink } from "./queue.js";
import type { Room } from "./room.js";
import { leaveDevice, Seat } from "./seat.js";
import { plainLists, presenting, selections, setTheme, theme } from "./settings.js";

/** My name since I changed it here: where names are withheld, nobody tells me mine. */
const renamedTo = signal<string | undefined>(undefined);

const myName = ({ store }: Room): string => (store.boot.pseudonym ? renamedTo.value ?? store.boot.me.name : store.me.value.name);

/** Everything that is not one click away. */
export function BarMenu({ room }: { room: Room }) {
  const { store } = room;
  const path = `/rooms/${encodeURIComponent(store.boot.document)}`;
  const share = store.boot.share as { address?: string; code?: string } | undefined;
  const moderates = store.may("lead") || store.may("lock");
  const open = store.state.value.state === "open";
  const { pseudonym } = store.boot;
  const { approval } = store.state.value;
  async function wait(box: HTMLInputElement): Promise<void> {
    const on = box.checked;
    if (!await callNow(room, "Approval", { on }, on ? t("Notes wait for a moderator now") : t("Notes wait no longer; what waits stays in the queue"))) box.checked = store.state.value.approval === true;
  }
  const point = room.current.value;
  return (
    <>
      <p class="menu-head">{myName(room)}{t(", ")}{roleNames[store.me.value.role]}{pseudonym && woven(". The others see you as {name}", { name: <strong>{pseudonym}</strong> })}</p>
      <Rename room={room} />
      <Seat room={room} />
      {store.undoable.value && <button type="button" onClick={() => store.undo()}>{t("Undo the last note")}</button>}
      {!presenting.value && <button type="button" onClick={() => room.open({ kind: "session" })}>{moderates ? t("Lead a session") : t("Session and agenda")}</button>}
      <button type="button" onClick={() => room.compose("")}>{t("Note on the whole document")}</button>
      <button type="button" onClick={() => store.markAllRead()}>{t("Mark all as read")}</button>
      {!presenting.value && <button type="button" class="small-only" onClick={() => room.open({ kind: "inbox" })}>{t("Inbox ({n})", { n: store.inbox.value.filter(entry => entry.unread).length })}</button>}
      {point && <label><input type="checkbox" checked={store.watches(point)} onChange={event => setWatching(room, point, event.currentTarget.checked)} /> {t("Watch {place}", { place: room.nameOf(point) })}</label>}
      <label><input type="checkbox" checked={store.holdAll.value} onChange={event => (store.holdAll.value = event.currentTarget.checked)} /> {t("Hold updates")}</label>
      <label><input type="checkbox" checked={store.follow.value !== "off"} onChange={event => store.setFollow(event.currentTarget.checked)} /> {t("Follow the moderator")}</label>
      {moderates && <label><input type="checkbox" checked={presenting.value} onChange={event => (presenting.value = event.currentTarget.checked)} /> {t("Presenting on a projector")}</label>}
      <label><input type="checkbox" checked={selections.value} onChange={event => (selections.value = event.currentTarget.checked)} /> {t("Share selections, see others’")}</label>
      <HidePlace room={room} />
      <label><input type="checkbox" checked={plainLists.value} onChange={event => (plainLists.value = event.currentTarget.checked)} /> {t("Plain paged lists")}</label>
      <label class="small-only">{t("Go to")} <select value="" onChange={event => room.show(event.currentTarget.value, true)}>
        <option value="">{t("a point…")}</option>{room.clauses.map(({ id }) => <option key={id} value={id}>{room.nameOf(id)}{room.heat.value.get(id)!.said > 0 && ` (${room.heat.value.get(id)!.said})`}</option>)}
      </select></label>
      <label>{t("Say aloud")} <select value={store.announceLevel.value} onChange={event => (store.announceLevel.value = event.currentTarget.value as AnnounceLevel)}>
        <option value="all">{t("every new note")}</option><option value="mentions-and-leads">{t("mentions and leads")}</option><option value="none">{t("nothing")}</option>
      </select></label>
      <label>{t("Colours")} <select value={theme.value ?? ""} onChange={event => setTheme((event.currentTarget.value || undefined) as "light" | "dark" | undefined)}>
        <option value="">{t("as the system")}</option><option value="light">{t("light")}</option><option value="dark">{t("dark")}</option>
      </select></label>
      <hr />
      {share?.code && <p class="menu-head">{share.address ? woven("Join code <b>{code}</b> at {address}", { b: code => <strong>{code}</strong>, code: share.code, address: share.address }) : woven("Join code <b>{code}</b>", { b: code => <strong>{code}</strong>, code: share.code })}</p>}
      <button type="button" onClick={() => (room.replay.value = {})}>{t("Replay")}</button>
      <label><input type="checkbox" checked={room.heated.value} onChange={event => { room.heated.value = event.currentTarget.checked; void fetchOrSay(room, heatPart); }} /> {t("Heat by sentence")}</label>
      <a href={`${path}/reading`}>{t("Reading view, print")}</a>
      {(store.may("add-edition") || store.state.value.editions) && <a href={`${path}/editions`}>{t("Editions of the text")}</a>}
      <a href={`${path}/revisions`}>{t("Revisions of the text")}</a>
      <a href={`${path}/export`}>{t("Export")}</a>
      <a href={`${path}/cite`}>{t("Cite…")}</a>
      {!presenting.value && store.me.value.role === "owner" && <a href={`${path}/imports`}>{t("Import notes")}</a>}
      {!presenting.value && store.me.value.role === "owner" && <a href={`${path}/webhooks`}>{t("Webhooks")}</a>}
      {!presenting.value && store.may("see-members") && <a href={`${path}/manage`}>{moderates ? t("Links, people, locks") : t("People")}</a>}
      {!presenting.value && store.may("see-queue") && <QueueLink room={room} />}
      {!presenting.value && store.may("approve") && <label><input type="checkbox" checked={approval === true} onChange={event => void wait(event.currentTarget)} /> {t("Notes wait for a moderator")}</label>}
      {!presenting.value && store.may("close-document") && <Act room={room} label={open ? t("Close the document") : t("Reopen the document")} does={() => (open ? store.close() : store.reopenDocument())} />}
      <button type="button" onClick={() => void copy(room, location.origin + path, t("Address copied"))}>{t("Copy the room’s address")}</button>
      <a href="/help">{t("Help and keys")}</a>
      {!presenting.value && <a href="/account">{t("Your account")}</a>}
      <button type="button" onClick={() => void leaveDevice(room)}>{t("Sign out on this device…")}</button>
    </>
  );
}

function Rename({ room }: { room: Room }) {
  const [name, setName] = useState<string>();
  const [problem, setProblem] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), [name === undefined]);
  if (name === undefined) return <button type="button" data-stay onClick={() => setName(myName(room))}>{t("Rename myself")}</button>;
  return (
    <form class="rename" onSubmit={event => {
      event.preventDefault();
      room.store.rename(name.trim()).then(() => { renamedTo.value = name.trim(); setName(undefined); room.store.say(t("You are renamed")); }, (error: unknown) => setProblem(error instanceof Error ? error.message : t("That name was refused.")));
    }}>
      <label for="rename">{t("Your name")}</label>
      <input id="rename" ref={field} maxLength={80} value={name} onInput={event => setName(event.currentTarget.value)} />
      <button type="submit" data-stay>{t("Save")}</button>
      {problem && <p role="alert">{problem}</p>}
    </form>
  );
}
