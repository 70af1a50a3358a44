import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Annotation, AnnotationWithHistory } from "../model/wire.js";
import { send } from "./actions.js";
import { Moment } from "./moment.js";
import type { Room } from "./room.js";

interface Props { room: Room; note: Annotation; onClose: () => void }

/** Asks for the reason before a note is hidden. */
export function AskHide({ room, note, onClose }: Props) {
  const [reason, setReason] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  return (
    <form class="asked" onSubmit={event => { event.preventDefault(); send(room.store.hide(note.id, reason.trim() || undefined)); onClose(); }} onKeyDown={event => { if (event.key === "Escape") { event.stopPropagation(); onClose(); } }}>
      <label for={`why-${note.id}`}>Why is it hidden? <span class="quiet">(members read this)</span></label>
      <input id={`why-${note.id}`} ref={field} value={reason} onInput={event => setReason(event.currentTarget.value)} />
      <div class="buttons"><button type="submit" class="primary">Hide note {note.number}</button><button type="button" onClick={onClose}>Keep it shown</button></div>
    </form>
  );
}

/** Asks before a note is deleted for everybody. */
export function AskDelete({ room, note, onClose }: Props) {
  const keep = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => keep.current?.focus(), []);
  return (
    <div class="asked" role="group" aria-label="Delete?" onKeyDown={event => { if (event.key === "Escape") { event.stopPropagation(); onClose(); } }}>
      <p>Delete note {note.number} for everybody? Replies to it stay.</p>
      <div class="buttons"><button type="button" ref={keep} onClick={onClose}>Keep it</button><button type="button" class="danger" onClick={() => { send(room.store.remove(note.id)); onClose(); }}>Delete</button></div>
    </div>
  );
}

/** The former wordings of a note, newest first. */
export function FormerWordings({ room, note, onClose }: Props) {
  const [found, setFound] = useState<AnnotationWithHistory | string>();
  useLayoutEffect(() => {
    room.store.fetchHistory(note.id).then(setFound, (error: unknown) => setFound(error instanceof Error ? error.message : "The former wordings cannot be had just now."));
  }, [note.id, note.version]);
  return (
    <div class="asked history">
      <p><strong>Former wordings</strong> <button type="button" class="quiet-button" onClick={onClose}>Close</button></p>
      {found === undefined && <p class="quiet">Fetching…</p>}
      {typeof found === "string" && <p>{found}</p>}
      {typeof found === "object" && (
        <ol>
          {[...found.history].reverse().map(version => (
            <li key={version.version}>
              <p class="quiet">{version.version === found.version ? "Now" : `Version ${version.version}`}, {room.nameOfPerson(version.by.id, version.by.name)}, <Moment room={room} at={version.at} /></p>
              <blockquote class="plain">{version.body?.text ?? "(not to be read)"}</blockquote>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
