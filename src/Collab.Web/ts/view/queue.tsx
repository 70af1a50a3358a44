// What has to do with the moderators' queue: my own notes that wait, how much there is to decide.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { asMember } from "../live/address.js";
import { carry, withNames } from "../model/mentions.js";
import { renderText } from "../model/prose.js";
import { fetchJson } from "../store/snapshot.js";
import { t } from "../text/language.js";
import { ChangedMeanwhile } from "./body.js";
import { callNow } from "./calls.js";
import { onKeys, useDraft } from "./kept.js";
import { Moment } from "./moment.js";
import type { Room } from "./room.js";
import { lookForOwn, myQueue, type OwnNote } from "./waiting.js";

/** My own notes that others do not see yet, or were rejected. */
export function WaitingNotes({ room }: { room: Room }) {
  return <ol class="replies flat">{myQueue.value.notes.map(note => <li key={note.id}><Waiting room={room} note={note} /></li>)}</ol>;
}

function Waiting({ room, note }: { room: Room; note: OwnNote }) {
  const [editing, edit] = useState(false);
  const waits = note.state === "waiting";
  const at = note.clause ?? (note.replyTo && room.store.card(note.replyTo)?.note.clause);
  const remove = (): void => void room.store.remove(note.id).done.then(() => lookForOwn(room), () => undefined);
  return (
    <article class="note unsent">
      <header><span class="word">{waits ? t("Waits for a moderator") : t("Rejected")}</span> <span class="when">{room.nameOf(at || undefined)} · <Moment room={room} at={note.created} /></span></header>
      {!waits && <p>{note.reason}</p>}
      {!editing
        ? (
          <>
            <div class="body" dir="auto">{renderText(withNames(note.text))}</div>
            <div class="note-actions">
              {waits && <button type="button" class="quiet-button" onClick={() => edit(true)}>{t("Edit")}</button>}
              <button type="button" class="quiet-button" onClick={remove}>{waits ? t("Take it back") : t("Delete")}</button>
            </div>
          </>
        )
        : <Reword room={room} note={note} close={() => edit(false)} />}
    </article>
  );
}

/** What it was refused by; undefined where it is worded so now. */
async function reword(room: Room, { id, tags }: OwnNote, version: number, text: string): Promise<string | undefined> {
  room.store.refusal.value = undefined;
  const answer = await callNow(room, "Edit", { annotation: id, version, body: { text: carry(text, room.store.members.value), format: "markdown" }, ...(tags && { tags }) }, t("It is reworded, and waits"));
  const code = answer ? undefined : room.store.refusal.peek()?.code ?? "";
  await lookForOwn(room);
  return code;
}

function Reword({ room, note, close }: { room: Room; note: OwnNote; close: () => void }) {
  const [{ text: words, version }, change, clear] = useDraft(room, `edit:${note.id}`, { text: withNames(note.text, true), version: note.version });
  // Who was shown that it is worded otherwise by now, and saves again, means it: over that wording, and no later one.
  const [over, setOver] = useState<OwnNote>();
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  const save = (): void => {
    const text = words.trim();
    if (text) void reword(room, note, over?.version ?? version, text).then(code => {
      if (code === undefined) leave();
      else if (code === "stale") setOver(myQueue.peek().notes.find(({ id }) => id === note.id));
    }, () => undefined);
    else field.current?.focus();
  };
  const leave = (): void => {
    clear();
    close();
  };
  return (
    <form class="editor" onKeyDown={onKeys(save, close)} onSubmit={event => { event.preventDefault(); save(); }}>
      {over && <ChangedMeanwhile text={withNames(over.text, true)} />}
      <label for={`reword-${note.id}`}>{t("Edit the note that waits")}</label>
      <textarea dir="auto" id={`reword-${note.id}`} class="field" ref={field} rows={5} required value={words} onInput={event => change({ text: event.currentTarget.value })} />
      <div class="buttons"><button type="submit" class="primary">{t("Save")}</button><button type="button" onClick={close}>{t("Close")}</button><button type="button" class="quiet-button" onClick={leave}>{t("Throw away")}</button></div>
    </form>
  );
}

/** How often it is asked while it is shown, in milliseconds. */
const everyLook = 10_000;

/** The way to the queue, with how much there is: asked for when the menu opens. */
export function QueueLink({ room: { store: { boot } } }: { room: Room }) {
  const [open, setOpen] = useState<number>();
  const path = `/seminars/${boot.seminar}/queue`;
  useEffect(() => {
    const ask = (): void => void fetchJson<{ open: readonly unknown[] }>(asMember(`/api${path}`, boot.me.id)).then(lists => setOpen(lists.open.length), () => undefined);
    ask();
    // What is flagged is told by no event.
    const again = setInterval(() => document.hidden || ask(), everyLook);
    return () => clearInterval(again);
  }, []);
  return <a href={path}>{open === undefined ? t("Queue") : t("Queue ({n})", { n: open })}</a>;
}
