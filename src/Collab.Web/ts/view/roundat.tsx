// A blind round: what everybody is told of it, my notes in it, and what a moderator does with it.
import { useEffect, useState } from "preact/hooks";
import { openRounds, roundAt } from "../model/state.js";
import type { Round, RoundShow } from "../model/wire.js";
import { commas, plural, t } from "../text/language.js";
import { AsideNote } from "./aside.js";
import { callNow } from "./calls.js";
import type { Room } from "./room.js";
import { told, watchRounds } from "./rounds.js";
import { presenting } from "./settings.js";
import { capital } from "./words.js";

/** Says under the bar where a round is open, and leads there; and what was revealed since I am here, until I have looked. */
export function RoundBar({ room }: { room: Room }) {
  useEffect(() => watchRounds(room), []);
  const [known] = useState(() => new Set(room.store.state.peek().rounds?.filter(round => round.state === "revealed").map(round => round.id)));
  const [, look] = useState(0);
  const rounds = openRounds(room.store.state.value);
  // Of several at a point one line says it.
  const revealed = [...new Map(room.store.state.value.rounds?.filter(round => round.state === "revealed" && !known.has(round.id)).map(round => [round.clause, round])).values()];
  if (rounds.length + revealed.length === 0) return null;
  const seen = (round: Round): void => {
    for (const { id, clause, state } of room.store.state.peek().rounds ?? []) if (clause === round.clause && state === "revealed") known.add(id);
    look(known.size);
  };
  return (
    <section class="notice-bar" aria-label={t("Blind rounds")}>
      {rounds.map(({ id, clause }) => {
        const name = room.nameOf(clause);
        return (
          <span key={id}>{t("A blind round is open at {place}", { place: name })}{" "}
            {room.onlyMe([clause])
              ? <button type="button" onClick={() => room.show(clause, true)}>{t("Go to {place}", { place: name })}</button>
              : <button type="button" onClick={() => { room.show(clause, false); room.compose(clause); }}>{t("Write at {place}", { place: name })}</button>}
          </span>
        );
      })}
      {revealed.map(round => {
        const name = room.nameOf(round.clause);
        return (
          <span key={round.id}>{t("The blind round at {place} is revealed", { place: name })}{" "}
            <button type="button" onClick={() => { seen(round); room.show(round.clause, true); room.open({ kind: "clause", clause: round.clause }); }}>{t("Read its notes")}</button> <button type="button" aria-label={t("Close: the blind round at {place}", { place: name })} onClick={() => seen(round)}>{t("Close")}</button>
          </span>
        );
      })}
    </section>
  );
}

/** At its point: that it is open, and what I wrote in it; of one that was cancelled what I wrote. */
export function RoundAt({ room, clause }: { room: Room; clause: string }) {
  const { store } = room;
  const round = roundAt(store.state.value, clause);
  // Mine are nobody else's on a wall either; and what is past is not worded anew.
  const mine = presenting.value || store.past.value ? [] : store.state.value.rounds?.filter(one => one.clause === clause && one.state !== "revealed").flatMap(one => (told.value.get(one.id)?.own ?? []).map(note => ({ note, state: one.state }))) ?? [];
  if (!round && mine.length === 0) return null;
  return (
    <section class="round" aria-label={t("Blind round at {place}", { place: room.nameOf(clause) })}>
      {round && <RoundNow room={room} round={round} key={round.id} />}
      {mine.map(({ note, state }) => <AsideNote key={note.id} room={room} note={note} word={state === "open" ? t("Only you see this until the reveal") : t("Only you see this: the round was cancelled")} edits={state === "open"} />)}
    </section>
  );
}

function RoundNow({ room, round }: { room: Room; round: Round }) {
  const { store } = room;
  const [sure, setSure] = useState<"reveal" | "cancel">();
  const { notes = 0, members = 0, authors } = told.value.get(round.id) ?? {};
  const { clause, seq: asOf } = round;
  const name = room.nameOf(clause);
  const end = (event: Event, verb: "RevealRound" | "CancelRound"): void => {
    // The button goes with the round: who pressed it by a key goes on from where it stood.
    const next = (event.currentTarget as Element).closest(".panel")?.querySelector<HTMLElement>("h2") ?? room.section(clause);
    void callNow(room, verb, { clause, asOf }, verb === "RevealRound" ? t("The blind round at {place} is revealed", { place: name }) : t("The blind round at {place} is cancelled", { place: name })).then(answer => answer && next?.focus({ preventScroll: true }));
  };
  return (
    <div class="round-now">
      <p><strong>{t("Blind round.")}</strong> {t("Everybody writes; nobody sees what others write until it is revealed.")}
        {round.show !== "nothing" && <span class="so-far"> {notes === 0 ? t("Nobody has written yet.") : plural(notes, "{n} note by {who}.", "{n} notes by {who}.", { who: authors ? commas(authors.map(id => room.nameOfPerson(id))) : plural(members, "one person", "{n} people") })}</span>}
      </p>
      {store.may("reveal-round") && !presenting.value && (sure
        ? <div role="group" aria-label={sure === "reveal" ? t("Reveal?") : t("Cancel?")}>
          <p>{sure === "reveal" ? t("Everybody sees all notes, with their authors’ names. This cannot be taken back.") : t("Nobody’s notes are shown: they stay their authors’ alone. This cannot be taken back.")}</p>
          <p class="buttons">
            {sure === "reveal"
              ? <button type="button" class="primary" onClick={event => end(event, "RevealRound")}>{t("Reveal now")}</button>
              : <button type="button" class="danger" onClick={event => end(event, "CancelRound")}>{t("Cancel the round")}</button>}
            <button type="button" ref={focusIt} onClick={() => setSure(undefined)}>{t("Go on writing")}</button>
          </p>
        </div>
        : <p class="buttons"><button type="button" onClick={() => setSure("reveal")} aria-label={t("Reveal the notes at {place}", { place: name })}>{t("Reveal…")}</button><button type="button" onClick={() => setSure("cancel")} aria-label={t("Cancel the blind round at {place}", { place: name })}>{t("Cancel…")}</button></p>)}
    </div>
  );
}

const focusIt = (element: HTMLElement | null): void => element?.focus({ preventScroll: true });

const shows: Readonly<Record<RoundShow, string>> = { nothing: capital(t("nothing")), counts: t("How many notes there are"), names: t("Who has written") };

/** Begins a round: at the point that the session is at, or the moderator reads, if no other is chosen. */
export function RoundForm({ room, clause }: { room: Room; clause: string | undefined }) {
  const [show, setShow] = useState<RoundShow>("counts");
  const [chosen, choose] = useState<string>();
  const at = chosen ?? clause;
  if (at === undefined) return null;
  const round = roundAt(room.store.state.value, at);
  const name = room.nameOf(at);
  return (
    <form class="round-form" onSubmit={event => { event.preventDefault(); void callNow(room, "OpenRound", { clause: at, show }, t("A blind round is open at {place}", { place: name })); }}>
      <h3>{t("Blind round")}</h3>
      <label for="round-at">{t("At")}</label> <select id="round-at" value={at} onChange={event => choose(event.currentTarget.value)}>{room.clauses.map(({ id }) => <option key={id} value={id}>{room.nameOf(id)}</option>)}</select>
      {round ? <RoundNow room={room} round={round} key={round.id} /> : <>
        <fieldset>
          <legend>{t("Everybody writes before anybody reads. Meanwhile all are told")}</legend>
          {(Object.keys(shows) as RoundShow[]).map(one => <label key={one}><input type="radio" name="round-show" checked={show === one} onChange={() => setShow(one)} /> {shows[one]}</label>)}
        </fieldset>
        <button type="submit">{t("Begin at {place}", { place: name })}</button>
      </>}
    </form>
  );
}
