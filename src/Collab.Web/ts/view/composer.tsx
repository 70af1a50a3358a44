import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Target } from "../model/wire.js";
import type { Draft } from "../store/store.js";
import { send } from "./actions.js";
import { Picker } from "./picker.js";
import type { Passage, Room } from "./room.js";
import { presenting } from "./settings.js";
import { capital, shorten } from "./words.js";

export const tagsOf = (typed: string): string[] => [...new Set(typed.split(/[,;]/).map(tag => tag.trim().replace(/^#/, "")).filter(Boolean))];

/** Where a note is written. It covers what follows in the margin instead of pushing the text apart. */
export function Composer({ room, clause }: { room: Room; clause: string }) {
  const { store } = room;
  const place = room.place(clause);
  const locked = room.clause(clause)?.locked === true;
  const mustBePrivate = !store.may("annotate", undefined, clause || undefined) && !(locked && store.may("write-when-locked"));
  const [draft, setDraft] = useState<Draft>(() => ({ text: "", private: mustBePrivate, ...store.draft(place), targets: room.targets.value }));
  const [tags, setTags] = useState(draft.tags?.join(", ") ?? "");
  const [picking, setPicking] = useState(room.composing.value?.pick ? clause : "");
  const form = useRef<HTMLFormElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const targets = room.targets.value;
  const clauses = new Set(targets.map(target => target.clause));
  const only = clauses.size === 1 ? targets[0]!.clause : undefined;

  useLayoutEffect(() => {
    if (!room.composing.value?.pick) field.current?.focus({ preventScroll: true });
    form.current?.scrollIntoView({ block: "nearest" });
    store.hold(clause, "composer", true);
    return () => {
      store.hold(clause, "composer", false);
      store.typing(clause, false);
    };
  }, []);

  const change = (part: Partial<Draft>): void => {
    const next = { ...draft, ...part, targets: room.targets.value };
    setDraft(next);
    if (next.text || part.text !== undefined) store.saveDraft(place, next);
    if (part.text !== undefined && clause && !next.private) store.typing(clause, part.text !== "");
  };
  const pick = (passage: Passage): void => {
    const picked = room.targetOf(passage);
    room.setTargets([...room.targets.value.filter(target => target.clause !== passage.clause), picked]);
  };
  const remove = (gone: Target): void => {
    const rest = targets.filter(target => target !== gone);
    // Without its passage the note is on the clause that it stands at.
    room.setTargets(rest.length === 0 && gone.quote ? [room.targetOf({ clause: gone.clause, start: 0, end: 0 })] : rest);
  };
  const post = (): void => {
    const text = draft.text.trim();
    if (!text) return void field.current?.focus();
    send(store.annotate(only, {
      targets: [...targets],
      body: { text, format: "markdown" },
      tags: tagsOf(tags),
      motivation: draft.motivation,
      private: draft.private,
      pin: draft.pin && only !== undefined ? true : undefined,
      override: locked ? true : undefined,
    }, place));
    store.clearDraft(place);
    room.closeComposer();
  };
  const discard = (): void => {
    store.clearDraft(place);
    room.closeComposer();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      post();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      room.closeComposer();
      if (draft.text) store.say("Draft kept");
    }
  };
  const pickFrom = room.clause(picking);

  return (
    <form class="composer" ref={form} aria-label={`Note on ${room.nameOf(clause)}`} onKeyDown={onKeyDown} onSubmit={event => { event.preventDefault(); post(); }}>
      <ul class="targets" aria-label="It is about">
        {targets.length === 0 && <li>The whole document</li>}
        {targets.map(target => (
          <li key={`${target.clause} ${target.position?.start ?? ""}`}>
            {target.quote ? <q class="quote">{shorten(target.quote.exact, 120)}</q> : <span>{targets.length > 1 || clause !== target.clause ? room.nameOf(target.clause) : `${room.nameOf(target.clause)} as a whole`}</span>}
            {target.quote && target.clause !== clause && <span class="quiet"> at {room.nameOf(target.clause)}</span>}
            {(target.quote || targets.length > 1) && <button type="button" class="quiet-button" aria-label={target.quote ? `Not these words: ${shorten(target.quote.exact, 40)}` : `Not ${room.nameOf(target.clause)}`} onClick={() => remove(target)}>×</button>}
          </li>
        ))}
      </ul>
      {clause && !pickFrom && <button type="button" class="link" onClick={() => setPicking(clause)}>{targets.some(target => target.quote) ? "Pick other words" : "Pick the words"}</button>}
      {pickFrom && <Picker clause={pickFrom} focus onPick={pick} onDone={() => field.current?.focus()} />}
      <label for="note-text" class="vh">Your note</label>
      <textarea id="note-text" class="field" ref={field} rows={4} placeholder="Your note" value={draft.text} onInput={event => change({ text: event.currentTarget.value })} />
      <div class="options">
        {!mustBePrivate && <label><input type="checkbox" checked={draft.private} onChange={event => change({ private: event.currentTarget.checked, pin: false })} /> Only me</label>}
        {mustBePrivate && <span class="quiet">Only you will see it.</span>}
        <label><input type="checkbox" checked={draft.motivation === "questioning"} onChange={event => change({ motivation: event.currentTarget.checked ? "questioning" : undefined })} /> A question</label>
        {store.may("pin") && only && !presenting.value && <label><input type="checkbox" checked={draft.pin} disabled={draft.private} onChange={event => change({ pin: event.currentTarget.checked })} /> Pin to {room.nameOf(only)}</label>}
      </div>
      <details class="more">
        <summary>Tags, other points</summary>
        <label for="note-tags">Tags <span class="quiet">(with commas)</span></label>
        <input id="note-tags" value={tags} onInput={event => { setTags(event.currentTarget.value); change({ tags: tagsOf(event.currentTarget.value) }); }} />
        <label for="note-point">Also about</label>
        <select id="note-point" value="" onChange={event => {
          const id = event.currentTarget.value;
          event.currentTarget.value = "";
          if (id) room.setTargets([...targets, room.targetOf({ clause: id, start: 0, end: 0 })]);
        }}>
          <option value="">another point…</option>
          {room.clauses.filter(candidate => !clauses.has(candidate.id)).map(candidate => <option key={candidate.id} value={candidate.id}>{room.nameOf(candidate.id)}</option>)}
        </select>
      </details>
      {locked && store.may("write-when-locked") && <p class="quiet">{capital(room.nameOf(clause))} is locked: you write as moderator.</p>}
      <div class="buttons">
        <button type="submit" class="primary" aria-keyshortcuts="Control+Enter">{draft.private ? "Keep" : "Post"}</button>
        <button type="button" onClick={() => { room.closeComposer(); }}>Close</button>
        {draft.text && <button type="button" class="quiet-button" onClick={discard}>Throw away</button>}
      </div>
    </form>
  );
}
