import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { AnnounceLevel, Link } from "../store/store.js";
import { send } from "./actions.js";
import { copy } from "./copy.js";
import { keyOf } from "./keys.js";
import { Menu } from "./menu.js";
import { People } from "./people.js";
import type { Room } from "./room.js";
import { keys, plainLists, presenting, selections, setTheme, theme } from "./settings.js";
import { count } from "./words.js";

const stateWords: Record<Link["state"], string> = { connecting: "Connecting…", live: "Live", resyncing: "Catching up…", offline: "Offline", ended: "Ended" };

/** The bar: where I am, how live it is, who is here, and the way to everything else. */
export function Bar({ room }: { room: Room }) {
  const { store } = room;
  const { state } = store.link.value;
  const held = store.heldTotal.value;
  const following = store.follow.value;
  const leads = store.may("lead");
  const notes = store.state.value.annotations.size;
  const filtered = store.matching.value;
  const current = room.current.value;
  return (
    <>
      <a class="wordmark" href="/">Collab</a>
      <span class="bar-title" title={store.boot.title}>{store.boot.title}</span>
      <span class={`state ${state}`}><span class="dot" aria-hidden="true" />{stateWords[state]}</span>
      {held > 0 && <button type="button" class="held" onClick={() => { store.holdAll.value = false; store.release(); }}>{held} new</button>}
      <People room={room} />
      <span class="bar-count">{store.ready.value ? count(notes, "note") : ""}</span>
      <Points room={room} />
      <GoTo room={room} />
      <button type="button" class={filtered ? "bar-button on" : "bar-button"} aria-keyshortcuts={keys.value.on ? keyOf("search") : undefined} onClick={() => (room.panel.value?.kind === "search" ? room.closePanel() : room.open({ kind: "search" }))}>{filtered ? `Filter: ${filtered.size}` : "Search"}</button>
      {leads && !presenting.value
        ? <button type="button" class="bar-button follow" disabled={!current} title={current && `Brings everyone to ${room.nameOf(current)}`} onClick={() => current && void store.lead(current).then(() => store.say(`Everyone was brought to ${room.nameOf(current)}`), () => undefined)}>Bring everyone here</button>
        : !leads && <button type="button" class="bar-button follow" aria-pressed={following !== "off"} onClick={() => store.setFollow(following !== "following")}>{following === "suspended" ? "Resume following" : following === "following" ? "Following" : "Follow"}</button>}
      <Menu label="Menu" class="bar-menu" text="Menu"><BarMenu room={room} /></Menu>
    </>
  );
}

/** A text of a few points: each is one click away. */
function Points({ room }: { room: Room }) {
  const points = room.clauses.filter(clause => clause.label && clause.kind !== "heading");
  if (points.length === 0 || points.length > 12) return null;
  return (
    <nav class="points" aria-label="Points">
      {points.map(clause => (
        <a key={clause.id} href={`#clause-${clause.id}`} aria-label={room.nameOf(clause.id)} aria-current={room.current.value === clause.id ? "location" : undefined}
          onClick={event => { event.preventDefault(); room.show(clause.id, true); }}>{clause.label!.replace(/\.+$/, "")}</a>
      ))}
    </nav>
  );
}

function GoTo({ room }: { room: Room }) {
  const [missed, setMissed] = useState(false);
  const go = (event: Event): void => {
    event.preventDefault();
    const field = (event.currentTarget as HTMLFormElement).elements[0] as HTMLInputElement;
    const found = room.goTo(field.value);
    setMissed(!found);
    if (found) field.value = "";
    else room.store.say("There is no such point");
  };
  return (
    <form class="goto" onSubmit={go}>
      <label for="goto" class="vh">Go to point</label>
      <input id="goto" list="goto-points" size={8} placeholder="Go to point" autocomplete="off" aria-invalid={missed} aria-keyshortcuts={keys.value.on ? keyOf("go") : undefined} onInput={() => setMissed(false)} />
      <datalist id="goto-points">{room.clauses.filter(clause => clause.label).map(clause => <option key={clause.id} value={clause.label} />)}</datalist>
    </form>
  );
}

function BarMenu({ room }: { room: Room }) {
  const { store } = room;
  const path = `/rooms/${encodeURIComponent(store.boot.document)}`;
  const share = store.boot.share as { address?: string; code?: string } | undefined;
  const moderates = store.may("lead") || store.may("lock");
  const open = store.state.value.state === "open";
  return (
    <>
      <p class="menu-head">{store.me.value.name}, {store.me.value.role}</p>
      <Rename room={room} />
      {store.undoable.value && <button type="button" onClick={() => store.undo()}>Undo the last note</button>}
      <button type="button" onClick={() => room.compose("")}>Note on the whole document</button>
      <button type="button" onClick={() => store.markAllRead()}>Mark all as read</button>
      <label><input type="checkbox" checked={store.holdAll.value} onChange={event => (store.holdAll.value = event.currentTarget.checked)} /> Hold updates</label>
      {!store.may("lead") && <label><input type="checkbox" checked={store.follow.value !== "off"} onChange={event => store.setFollow(event.currentTarget.checked)} /> Follow the moderator</label>}
      {moderates && <label><input type="checkbox" checked={presenting.value} onChange={event => (presenting.value = event.currentTarget.checked)} /> Presenting on a projector</label>}
      <label><input type="checkbox" checked={selections.value} onChange={event => (selections.value = event.currentTarget.checked)} /> Share selections, see others’</label>
      <label><input type="checkbox" checked={plainLists.value} onChange={event => (plainLists.value = event.currentTarget.checked)} /> Plain paged lists</label>
      <label class="small-only">Go to <select value="" onChange={event => room.show(event.currentTarget.value, true)}>
        <option value="">a point…</option>{room.clauses.map(clause => <option key={clause.id} value={clause.id}>{room.nameOf(clause.id)}</option>)}
      </select></label>
      <label>Say aloud <select value={store.announceLevel.value} onChange={event => (store.announceLevel.value = event.currentTarget.value as AnnounceLevel)}>
        <option value="all">every new note</option><option value="mentions-and-leads">mentions and leads</option><option value="none">nothing</option>
      </select></label>
      <label>Colours <select value={theme.value ?? ""} onChange={event => setTheme((event.currentTarget.value || undefined) as "light" | "dark" | undefined)}>
        <option value="">as the system</option><option value="light">light</option><option value="dark">dark</option>
      </select></label>
      <hr />
      {share?.code && <p class="menu-head">Join code <strong>{share.code}</strong>{share.address && <> at {share.address}</>}</p>}
      <a href={`${path}/reading`}>Reading view, print</a>
      <a href={`${path}/export`}>Export</a>
      {moderates && <a href={`${path}/manage`}>Links, people, locks</a>}
      {store.may("close-document") && <button type="button" onClick={() => send(open ? store.close() : store.reopenDocument())}>{open ? "Close the document" : "Reopen the document"}</button>}
      <button type="button" onClick={() => void copy(room, location.origin + path, "Address copied")}>Copy the room’s address</button>
      <a href="/help">Help and keys</a>
    </>
  );
}

function Rename({ room }: { room: Room }) {
  const [name, setName] = useState<string>();
  const [problem, setProblem] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), [name === undefined]);
  if (name === undefined) return <button type="button" data-stay onClick={() => setName(room.store.me.value.name)}>Rename myself</button>;
  return (
    <form class="rename" onSubmit={event => {
      event.preventDefault();
      room.store.rename(name.trim()).then(() => { setName(undefined); room.store.say("You are renamed"); }, (error: unknown) => setProblem(error instanceof Error ? error.message : "That name was refused."));
    }}>
      <label for="rename">Your name</label>
      <input id="rename" ref={field} maxLength={80} value={name} onInput={event => setName(event.currentTarget.value)} />
      <button type="submit" data-stay>Save</button>
      {problem && <p role="alert">{problem}</p>}
    </form>
  );
}
