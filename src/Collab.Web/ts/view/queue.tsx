// What has to do with the moderators' queue: flagging a note, my own notes that wait, how much there is to decide.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { asMember } from "../live/address.js";
import type { Annotation } from "../model/wire.js";
import { fetchJson } from "../store/snapshot.js";
import { Moment } from "./moment.js";
import type { Room } from "./room.js";
import { lookForOwn, myQueue, type OwnNote } from "./waiting.js";
import { numbered } from "./words.js";

/** Asks why a note is flagged; where it is, offers to take that back. */
export function AskFlag({ room, note, onClose }: { room: Room; note: Annotation; onClose: () => void }) {
  const [reason, setReason] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    field.current?.focus();
    void lookForOwn(room).catch(() => undefined);
  }, []);
  const flagged = myQueue.value.flags.includes(note.id);
  const flag = (): void => {
    const sending = room.store.flag(note.id, !flagged, reason.trim() || undefined);
    sending.done.then(() => room.store.say(flagged ? "The flag is taken back" : `Moderators are asked to look at ${numbered(note)}`), () => undefined);
    onClose();
  };
  return (
    <form class="asked" onSubmit={event => { event.preventDefault(); flag(); }} onKeyDown={event => { if (event.key === "Escape") { event.stopPropagation(); onClose(); } }}>
      {flagged
        ? <p>You have flagged {numbered(note)}. Moderators see it, nobody else.</p>
        : <label>What is wrong with it? <span class="quiet">(moderators read this, and who you are)</span> <input ref={field} value={reason} onInput={event => setReason(event.currentTarget.value)} /></label>}
      <div class="buttons"><button type="submit" class="primary">{flagged ? "Take the flag back" : `Flag note ${note.number}`}</button><button type="button" onClick={onClose}>Cancel</button></div>
    </form>
  );
}

/** My own notes that others do not see yet, or were rejected. */
export function WaitingNotes({ room }: { room: Room }) {
  const { notes } = myQueue.value;
  return (
    <>
      {!notes.length && <p class="empty">Nothing of yours waits.</p>}
      <ol class="replies flat">{notes.map(note => <li key={note.id}><Waiting room={room} note={note} /></li>)}</ol>
    </>
  );
}

function Waiting({ room, note }: { room: Room; note: OwnNote }) {
  const [text, setText] = useState<string>();
  const act = (sending: { done: Promise<unknown> }): void => void sending.done.then(() => { setText(undefined); return lookForOwn(room); }, () => undefined);
  const at = note.clause ?? (note.replyTo && room.store.card(note.replyTo)?.note.clause);
  return (
    <article class="note unsent">
      <header><span class="word">{note.state === "rejected" ? "Rejected" : "Waits for a moderator"}</span> <span class="when">{room.nameOf(at || undefined)} · <Moment room={room} at={note.created} /></span></header>
      {note.state === "rejected" && <p dir="auto">{note.reason || "No reason was given."}</p>}
      {text === undefined ? <blockquote class="plain" dir="auto">{note.text}</blockquote> : <textarea aria-label="Your note" dir="auto" value={text} onInput={event => setText(event.currentTarget.value)} />}
      <div class="note-actions">
        {note.state === "waiting" && (text === undefined
          ? <button type="button" class="quiet-button" onClick={() => setText(note.text)}>Edit</button>
          : <><button type="button" class="primary" disabled={!text.trim()} onClick={() => act(room.store.edit(note.id, { version: note.version, body: { text: text.trim(), format: "markdown" } }))}>Save</button><button type="button" class="quiet-button" onClick={() => setText(undefined)}>Cancel</button></>)}
        <button type="button" class="quiet-button" onClick={() => act(room.store.remove(note.id))}>Take it away</button>
      </div>
    </article>
  );
}

/** The way to the queue, with how much there is: asked for when the menu opens. */
export function QueueLink({ room: { store: { boot } } }: { room: Room }) {
  const [open, setOpen] = useState<number>();
  const seminar = encodeURIComponent(boot.seminar);
  useEffect(() => {
    fetchJson<{ open: readonly unknown[] }>(asMember(`/api/seminars/${seminar}/queue`, boot.me.id)).then(lists => setOpen(lists.open.length), () => undefined);
  }, []);
  return <a href={`/seminars/${seminar}/queue`}>Queue{open === undefined ? "" : ` (${open})`}</a>;
}
