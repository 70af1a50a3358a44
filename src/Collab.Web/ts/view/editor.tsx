import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { withNames } from "../model/mentions.js";
import type { Annotation } from "../model/wire.js";
import { t } from "../text/language.js";
import { ChangedMeanwhile } from "./body.js";
import { tagsOf } from "./composer.js";
import { onKeys, sayKept } from "./kept.js";
import { Members } from "./members.js";
import type { Room } from "./room.js";
import { TagField } from "./tagfield.js";
import { numbered } from "./words.js";

/** Edits a note; when somebody else was quicker, shows both texts, mine in the field. `focus`: the reader asked for it. */
export function Editor({ room, note, focus, onClose }: { room: Room; note: Annotation; focus: boolean; onClose: () => void }) {
  const { store } = room;
  const place = `edit:${note.id}`;
  const conflict = store.conflictOf(note.id);
  const kept = store.draft(place);
  const [text, setText] = useState(kept?.text ?? withNames(conflict?.mine.body?.text ?? note.body?.text ?? "", true));
  const [tags, setTags] = useState((kept?.tags ?? conflict?.mine.tags ?? note.tags).join(", "));
  const [version, setVersion] = useState(kept?.version ?? note.version);
  const [missing, setMissing] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    if (focus) field.current?.focus();
  }, [focus]);
  const keep = (words: string, typed: string): void => {
    setText(words);
    setTags(typed);
    setMissing(false);
    store.saveDraft(place, { text: words, tags: tagsOf(typed), version });
  };
  const save = (): void => {
    const trimmed = text.trim();
    if (!trimmed) {
      setMissing(true);
      field.current?.focus();
      return;
    }
    const from = conflict?.theirs.version ?? version;
    setVersion(from);
    // A passage that was to move along still moves.
    const targets = conflict?.mine.targets;
    const { done } = store.edit(note.id, { version: from, body: { text: trimmed, format: "markdown" }, tags: tagsOf(tags), ...(targets ? { targets } : {}) }, place);
    // What is typed while it is on its way is a draft again, of the wording that this becomes.
    done.then(() => (store.draft(place) ? setVersion(from + 1) : onClose()), () => undefined);
  };
  const throwAway = (): void => {
    if (conflict) store.discard(conflict.commandId);
    store.clearDraft(place);
    onClose();
  };
  const leave = (): void => {
    onClose();
    sayKept(room, place);
  };
  return (
    <form class="editor" onKeyDown={onKeys(save, leave)} onSubmit={event => { event.preventDefault(); save(); }}>
      {conflict && (
        <ChangedMeanwhile text={conflict.theirs.body ? withNames(conflict.theirs.body.text, true) : t("(nothing that you may read)")}><p>{t("Yours is still in the field.")}</p></ChangedMeanwhile>
      )}
      <label for={`edit-${note.id}`}>{conflict ? t("Your wording") : t("Edit {note}", { note: numbered(note) })}</label>
      <textarea dir="auto" id={`edit-${note.id}`} class="field" ref={field} rows={5} value={text} onInput={event => keep(event.currentTarget.value, tags)} />
      <Members room={room} field={field} />
      {!note.thread && (
        <>
          <label for={`tags-${note.id}`}>{t("Tags")}</label>
          <TagField room={room} id={`tags-${note.id}`} value={tags} onChange={typed => keep(text, typed)} />
        </>
      )}
      {missing && <p role="alert">{t("Write what the note is to say, or delete it.")}</p>}
      <div class="buttons">
        <button type="submit" class="primary">{conflict ? t("Save mine over it") : t("Save")}</button>
        {conflict
          ? <button type="button" onClick={throwAway}>{t("Leave it as it is")}</button>
          : <button type="button" onClick={onClose}>{t("Close")}</button>}
        {!conflict && kept && <button type="button" class="quiet-button" onClick={throwAway}>{t("Throw away")}</button>}
      </div>
    </form>
  );
}
