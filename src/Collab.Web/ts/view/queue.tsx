// What has to do with the moderators' queue: my own notes that wait, how much there is to decide.
import { useEffect, useState } from "preact/hooks";
import { asMember } from "../live/address.js";
import { fetchJson } from "../store/snapshot.js";
import { withNames } from "../model/mentions.js";
import { Moment } from "./moment.js";
import type { Room } from "./room.js";
import { lookForOwn, myQueue, type OwnNote } from "./waiting.js";

/** My own notes that others do not see yet, or were rejected. */
export function WaitingNotes({ room }: { room: Room }) {
  return <ol class="replies flat">{myQueue.value.notes.map(note => <li key={note.id}><Waiting room={room} note={note} /></li>)}</ol>;
}

function Waiting({ room, note }: { room: Room; note: OwnNote }) {
  const at = note.clause ?? (note.replyTo && room.store.card(note.replyTo)?.note.clause);
  return (
    <article class="note unsent">
      <header><span class="word">{note.state === "rejected" ? "Rejected" : "Waits for a moderator"}</span> <span class="when">{room.nameOf(at || undefined)} · <Moment room={room} at={note.created} /></span></header>
      {note.state === "rejected" && <p>{note.reason}</p>}
      <blockquote class="plain" dir="auto">{withNames(note.text, true)}</blockquote>
      <div class="note-actions"><button type="button" class="quiet-button" onClick={() => void room.store.remove(note.id).done.then(() => lookForOwn(room), () => undefined)}>Delete</button></div>
    </article>
  );
}

/** The way to the queue, with how much there is: asked for when the menu opens. */
export function QueueLink({ room: { store: { boot } } }: { room: Room }) {
  const [open, setOpen] = useState<number>();
  const path = `/seminars/${boot.seminar}/queue`;
  useEffect(() => {
    fetchJson<{ open: readonly unknown[] }>(asMember(`/api${path}`, boot.me.id)).then(lists => setOpen(lists.open.length), () => undefined);
  }, []);
  return <a href={path}>Queue{open === undefined ? "" : ` (${open})`}</a>;
}
