import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Annotation } from "../model/wire.js";
import { tagsOf } from "./composer.js";
import type { Room } from "./room.js";

/** Edits a note; when somebody else was quicker, shows both texts, mine in the field. */
export function Editor({ room, note, onClose }: { room: Room; note: Annotation; onClose: () => void }) {
  const { store } = room;
  const place = `edit:${note.id}`;
  const conflict = store.conflictOf(note.id);
  const kept = store.draft(place);
  const [text, setText] = useState(kept?.text ?? conflict?.mine.body?.text ?? note.body?.text ?? "");
  const [tags, setTags] = useState((kept?.tags ?? note.tags).join(", "));
  const [version, setVersion] = useState(kept?.version ?? note.version);
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  const keep = (words: string): void => {
    setText(words);
    store.saveDraft(place, { text: words, tags: tagsOf(tags), version });
  };
  const save = (from: number): void => {
    const trimmed = text.trim();
    if (!trimmed) return;
    setVersion(from);
    const { done } = store.edit(note.id, { version: from, body: { text: trimmed, format: "markdown" }, tags: tagsOf(tags) }, place);
    done.then(() => { store.clearDraft(place); onClose(); }, () => undefined);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      save(conflict ? conflict.theirs.version : version);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      onClose();
    }
  };
  return (
    <form class="editor" onKeyDown={onKeyDown} onSubmit={event => { event.preventDefault(); save(conflict ? conflict.theirs.version : version); }}>
      {conflict && (
        <div class="conflict" role="alert">
          <p><strong>This note was changed meanwhile.</strong> It now says:</p>
          <blockquote class="plain">{conflict.theirs.body?.text ?? "(nothing that you may read)"}</blockquote>
          <p>Yours is still in the field.</p>
        </div>
      )}
      <label for={`edit-${note.id}`}>{conflict ? "Your wording" : `Edit note ${note.number}`}</label>
      <textarea id={`edit-${note.id}`} class="field" ref={field} rows={5} value={text} onInput={event => keep(event.currentTarget.value)} />
      {!note.thread && (
        <>
          <label for={`tags-${note.id}`}>Tags</label>
          <input id={`tags-${note.id}`} value={tags} onInput={event => setTags(event.currentTarget.value)} />
        </>
      )}
      <div class="buttons">
        <button type="submit" class="primary">{conflict ? "Save mine over it" : "Save"}</button>
        <button type="button" onClick={() => { if (conflict) { store.discard(conflict.commandId); store.clearDraft(place); } onClose(); }}>{conflict ? "Leave it as it is" : "Close"}</button>
      </div>
    </form>
  );
}
