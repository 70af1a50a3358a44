import { signal } from "@preact/signals-core";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { AnnounceLevel } from "../store/store.js";
import { send, setWatching } from "./actions.js";
import { callNow } from "./calls.js";
import { copy } from "./copy.js";
import { HidePlace } from "./hideplace.js";
import { heatPart } from "./later.js";
import { fetchOrSay } from "./margin.js";
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
    if (!await callNow(room, "Approval", { on }, on ? "Notes wait for a moderator now" : "Notes wait no longer; what waits stays in the queue")) box.checked = store.state.value.approval === true;
  }
  const point = room.current.value;
  return (
    <>
      <p class="menu-head">{myName(room)}, {store.me.value.role}{pseudonym && <>. The others see you as <strong>{pseudonym}</strong></>}</p>
      <Rename room={room} />
      <Seat room={room} />
      {store.undoable.value && <button type="button" onClick={() => store.undo()}>Undo the last note</button>}
      <button type="button" onClick={() => room.compose("")}>Note on the whole document</button>
      <button type="button" onClick={() => store.markAllRead()}>Mark all as read</button>
      {!presenting.value && <button type="button" class="small-only" onClick={() => room.open({ kind: "inbox" })}>Inbox ({store.inbox.value.filter(entry => entry.unread).length})</button>}
      {point && <label><input type="checkbox" checked={store.watches(point)} onChange={event => setWatching(room, point, event.currentTarget.checked)} /> Watch {room.nameOf(point)}</label>}
      <label><input type="checkbox" checked={store.holdAll.value} onChange={event => (store.holdAll.value = event.currentTarget.checked)} /> Hold updates</label>
      {!store.may("lead") && <label><input type="checkbox" checked={store.follow.value !== "off"} onChange={event => store.setFollow(event.currentTarget.checked)} /> Follow the moderator</label>}
      {moderates && <label><input type="checkbox" checked={presenting.value} onChange={event => (presenting.value = event.currentTarget.checked)} /> Presenting on a projector</label>}
      <label><input type="checkbox" checked={selections.value} onChange={event => (selections.value = event.currentTarget.checked)} /> Share selections, see others’</label>
      <HidePlace room={room} />
      <label><input type="checkbox" checked={plainLists.value} onChange={event => (plainLists.value = event.currentTarget.checked)} /> Plain paged lists</label>
      <label class="small-only">Go to <select value="" onChange={event => room.show(event.currentTarget.value, true)}>
        <option value="">a point…</option>{room.clauses.map(({ id }) => <option key={id} value={id}>{room.nameOf(id)}{room.heat.value.get(id)!.said > 0 && ` (${room.heat.value.get(id)!.said})`}</option>)}
      </select></label>
      <label>Say aloud <select value={store.announceLevel.value} onChange={event => (store.announceLevel.value = event.currentTarget.value as AnnounceLevel)}>
        <option value="all">every new note</option><option value="mentions-and-leads">mentions and leads</option><option value="none">nothing</option>
      </select></label>
      <label>Colours <select value={theme.value ?? ""} onChange={event => setTheme((event.currentTarget.value || undefined) as "light" | "dark" | undefined)}>
        <option value="">as the system</option><option value="light">light</option><option value="dark">dark</option>
      </select></label>
      <hr />
      {share?.code && <p class="menu-head">Join code <strong>{share.code}</strong>{share.address && <> at {share.address}</>}</p>}
      {!presenting.value && <button type="button" onClick={() => room.open({ kind: "session" })}>{moderates ? "Lead a session" : "Session and agenda"}</button>}
      <button type="button" onClick={() => (room.replay.value = {})}>Replay</button>
      <label><input type="checkbox" checked={room.heated.value} onChange={event => { room.heated.value = event.currentTarget.checked; void fetchOrSay(room, heatPart); }} /> Heat by sentence</label>
      <a href={`${path}/reading`}>Reading view, print</a>
      {(store.may("add-edition") || store.state.value.editions) && <a href={`${path}/editions`}>Editions of the text</a>}
      <a href={`${path}/export`}>Export</a>
      {!presenting.value && store.may("see-members") && <a href={`${path}/manage`}>{moderates ? "Links, people, locks" : "People"}</a>}
      {!presenting.value && store.may("see-queue") && <QueueLink room={room} />}
      {!presenting.value && store.may("approve") && <label><input type="checkbox" checked={approval === true} onChange={event => void wait(event.currentTarget)} /> Notes wait for a moderator</label>}
      {!presenting.value && store.may("close-document") && <button type="button" onClick={() => send(open ? store.close() : store.reopenDocument())}>{open ? "Close the document" : "Reopen the document"}</button>}
      <button type="button" onClick={() => void copy(room, location.origin + path, "Address copied")}>Copy the room’s address</button>
      <a href="/help">Help and keys</a>
      {!presenting.value && <a href="/account">Your account</a>}
      <button type="button" onClick={() => void leaveDevice(room)}>Sign out on this device…</button>
    </>
  );
}

function Rename({ room }: { room: Room }) {
  const [name, setName] = useState<string>();
  const [problem, setProblem] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), [name === undefined]);
  if (name === undefined) return <button type="button" data-stay onClick={() => setName(myName(room))}>Rename myself</button>;
  return (
    <form class="rename" onSubmit={event => {
      event.preventDefault();
      room.store.rename(name.trim()).then(() => { renamedTo.value = name.trim(); setName(undefined); room.store.say("You are renamed"); }, (error: unknown) => setProblem(error instanceof Error ? error.message : "That name was refused."));
    }}>
      <label for="rename">Your name</label>
      <input id="rename" ref={field} maxLength={80} value={name} onInput={event => setName(event.currentTarget.value)} />
      <button type="submit" data-stay>Save</button>
      {problem && <p role="alert">{problem}</p>}
    </form>
  );
}
