import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { shorten } from "../model/names.js";
import { currentPoint } from "../model/session.js";
import { roundAt } from "../model/state.js";
import type { Target } from "../model/wire.js";
import type { Draft } from "../store/store.js";
import { t } from "../text/language.js";
import { send } from "./actions.js";
import { cover } from "./cover.js";
import { InEdition } from "./editions.js";
import { hourPart, panelPart } from "./later.js";
import { onKeys, sayKept } from "./kept.js";
import { Picker } from "./picker.js";
import { Members } from "./members.js";
import type { Passage, Room } from "./room.js";
import { presenting } from "./settings.js";
import { capital } from "./words.js";

export const tagsOf = (typed: string): string[] => [...new Set(typed.split(/[,;]/).map(tag => tag.trim().replace(/^#/, "")).filter(Boolean))];

/** Where a note is written. It covers what it needs of the margin instead of pushing the text apart. */
export function Composer({ room, clause }: { room: Room; clause: string }) {
  const { store } = room;
  const place = room.place(clause);
  const [draft, setDraft] = useState<Draft>(() => ({ text: "", ...store.draft(place) }));
  const [tags, setTags] = useState(draft.tags?.join(", ") ?? "");
  const [picking, setPicking] = useState(room.composing.value?.pick ? clause : "");
  // Added by a button: the arrow keys of a closed list choose each point that they pass.
  const [also, setAlso] = useState("");
  const [missing, setMissing] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const points = useRef<HTMLSelectElement>(null);
  const targets = room.targets.value;
  const clauses = new Set(targets.map(target => target.clause));
  const only = clauses.size === 1 ? targets[0]!.clause : undefined;
  const places = clauses.size > 0 ? [...clauses] : [clause];
  // A point may be locked, or the document closed, while the note is being written: what is said here is what is sent.
  const onlyMe = room.onlyMe(places);
  const isPrivate = onlyMe !== undefined || draft.private === true;
  const blind = places.find(id => roundAt(store.state.value, id));
  const round = only === undefined ? undefined : roundAt(store.state.value, only)?.id;
  // Written where nobody was to read it yet: that everybody will is asked first.
  const blindly = useRef(round);
  blindly.current ??= round;
  const [forAll, setForAll] = useState(false);
  const ask = useRef<HTMLButtonElement>(null);
  const isOver = blindly.current !== undefined && blindly.current !== round && !isPrivate && !forAll;
  const locked = places.find(id => room.clause(id)?.locked);
  const stance = only && !isPrivate ? draft.stance : undefined;
  const SpeaksFor = stance !== undefined && hourPart.module.value?.parts.SpeaksFor;

  useLayoutEffect(() => {
    if (!room.composing.value?.pick) field.current?.focus({ preventScroll: true });
    form.current?.scrollIntoView({ block: "nearest" });
    store.hold(clause, "composer", true);
    const uncover = cover(form.current!);
    return () => {
      uncover();
      store.hold(clause, "composer", false);
      store.typing(clause, false);
      sayKept(room, place);
    };
  }, []);
  useLayoutEffect(() => {
    if (room.composing.value?.clause !== clause) return;
    const kept = { ...draft, targets };
    if (isWorthKeeping(kept, clause)) store.saveDraft(place, kept);
    else store.clearDraft(place);
  }, [draft, targets]);

  const change = (part: Partial<Draft>): void => {
    setDraft({ ...draft, ...part });
    setMissing(false);
    if (part.text !== undefined && clause && !isPrivate && !draft.later) store.typing(clause, part.text !== "");
    if (part.private || part.later) store.typing(clause, false);
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
  // Who may no longer pin keeps the note all the same.
  const mayPin = store.may("pin") && only !== undefined && !blind;
  const pins = mayPin && draft.pin && !isPrivate;
  const post = (): void => {
    const text = draft.text.trim();
    if (!text) {
      setMissing(true);
      field.current?.focus();
      return;
    }
    if (isOver) return ask.current?.focus();
    if (!form.current!.reportValidity()) return;
    send(store.annotate(only, {
      targets: [...targets],
      body: { text, format: "markdown" },
      tags: tagsOf(tags),
      motivation: draft.motivation,
      private: isPrivate,
      stance,
      pin: pins ? true : undefined,
      later: pins && draft.later ? true : undefined,
      round: isPrivate ? undefined : round,
      override: locked ? true : undefined,
    }, place));
    discard();
  };
  const discard = (): void => {
    store.clearDraft(place);
    room.closeComposer();
  };
  const pickFrom = room.clause(picking);
  const Tags = panelPart.module.value?.tagParts.TagField;
  const tag = (typed: string): void => {
    setTags(typed);
    change({ tags: tagsOf(typed) });
  };

  return (
    <form class="composer" ref={form} aria-label={t("Note on {place}", { place: room.nameOf(clause) })} onKeyDown={onKeys(post, () => room.closeComposer())} onSubmit={event => { event.preventDefault(); post(); }}>
      <ul class="targets" aria-label={t("It is about")}>
        {targets.length === 0 && <li>{capital(t("the whole document"))}</li>}
        {targets.map(target => (
          <li key={`${target.clause} ${target.edition} ${target.position?.start ?? ""}`}>
            {target.quote ? <><q class="quote" dir="auto">{shorten(target.quote.exact, 120)}</q><InEdition room={room} targets={[target]} /></> : <span>{targets.length > 1 || clause !== target.clause ? room.nameOf(target.clause) : t("{place} as a whole", { place: room.nameOf(target.clause) })}</span>}
            {target.quote && target.clause !== clause && <span class="quiet"> {t("at {place}", { place: room.nameOf(target.clause) })}</span>}
            {(target.quote || targets.length > 1) && <button type="button" class="quiet-button" aria-label={target.quote ? t("Not these words: {words}", { words: shorten(target.quote.exact, 40) }) : t("Not {place}", { place: room.nameOf(target.clause) })} onClick={() => remove(target)}>×</button>}
          </li>
        ))}
      </ul>
      {clause && !pickFrom && <button type="button" class="link" onClick={() => setPicking(clause)}>{targets.some(target => target.quote) ? t("Pick other words") : t("Pick the words")}</button>}
      {pickFrom && <Picker room={room} clause={pickFrom} focus onPick={pick} onDone={() => field.current?.focus()} />}
      <label for="note-text" class="vh">{t("Your note")}</label>
      <textarea id="note-text" dir="auto" class="field" ref={field} rows={4} placeholder={t("Your note")} value={draft.text} onInput={event => change({ text: event.currentTarget.value })} />
      <Members room={room} field={field} />
      {SpeaksFor && <SpeaksFor room={room} stance={stance!} onChange={chosen => change({ stance: chosen })} />}
      <div class="options">
        {onlyMe ? <span class="quiet">{t("Only you will see it: {reason}.", { reason: onlyMe })}</span>
          : <label><input type="checkbox" checked={draft.private} onChange={event => change({ private: event.currentTarget.checked, pin: false })} /> {t("Only me")}</label>}
        <label><input type="checkbox" checked={draft.motivation === "questioning"} onChange={event => change({ motivation: event.currentTarget.checked ? "questioning" : undefined })} /> {t("A question")}</label>
        {mayPin && !presenting.value && <label><input type="checkbox" checked={draft.pin && !isPrivate} disabled={isPrivate} onChange={event => change({ pin: event.currentTarget.checked, later: false })} /> {t("Pin to {place}", { place: room.nameOf(only) })}</label>}
        {pins && currentPoint(store.state.value) !== only && <label><input type="checkbox" checked={draft.later} onChange={event => change({ later: event.currentTarget.checked })} /> {t("Only when we come to it")}</label>}
      </div>
      <details class="more" onToggle={() => void panelPart.fetch().catch(() => undefined)}>
        <summary>{t("Tags, other points")}</summary>
        <label for="note-tags">{t("Tags")} <span class="quiet" id="tags-hint">{t("(with commas)")}</span></label>
        {Tags ? <Tags room={room} id="note-tags" value={tags} describedBy="tags-hint" onChange={tag} /> : <input id="note-tags" value={tags} onInput={event => tag(event.currentTarget.value)} />}
        <label for="note-point">{t("Also about")}</label>
        <span class="also">
          <select id="note-point" ref={points} value={also} onChange={event => setAlso(event.currentTarget.value)}>
            <option value="">{t("another point…")}</option>
            {room.clauses.filter(candidate => !clauses.has(candidate.id)).map(candidate => <option key={candidate.id} value={candidate.id}>{room.nameOf(candidate.id)}</option>)}
          </select>
          <button type="button" disabled={!also} onClick={() => { room.setTargets([...targets, room.targetOf({ clause: also, start: 0, end: 0 })]); setAlso(""); points.current?.focus(); }}>{t("Add")}</button>
        </span>
      </details>
      {locked && !isPrivate && <p class="quiet">{capital(t("{place} is locked: you write as moderator.", { place: room.nameOf(locked) }))}</p>}
      {blind && !isPrivate && <p class="quiet">{t("A blind round is open at {place}: only you see your note until the reveal.", { place: room.nameOf(blind) })}</p>}
      {isOver && <p role="alert">{t("The blind round is over: what you post now, everybody reads at once.")} <button type="button" ref={ask} onClick={() => { setForAll(true); field.current?.focus(); }}>{t("Everybody may read it")}</button></p>}
      {missing && <p role="alert">{t("Write your note first.")}</p>}
      <div class="buttons">
        <button type="submit" class="primary" aria-keyshortcuts="Control+Enter">{isPrivate || draft.later ? t("Keep") : t("Post")}</button>
        <button type="button" onClick={() => room.closeComposer()}>{t("Close")}</button>
        {isWorthKeeping({ ...draft, targets }, clause) && <button type="button" class="quiet-button" onClick={discard}>{t("Throw away")}</button>}
      </div>
    </form>
  );
}

/** Whether more was done than to open the composer: then closing it keeps the draft. */
function isWorthKeeping({ text, targets = [], tags, motivation, pin, private: only }: Draft, clause: string): boolean {
  const asOpened = clause ? targets.length === 1 && targets[0]!.clause === clause && !targets[0]!.quote : targets.length === 0;
  return text !== "" || !asOpened || (tags?.length ?? 0) > 0 || motivation !== undefined || pin === true || only === true;
}
