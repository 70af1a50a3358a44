// What a moderator sets: the session, its agenda, the timer, which stances there are.
import { useState } from "preact/hooks";
import { asMember } from "../live/address.js";
import { openRounds } from "../model/state.js";
import type { AgendaItem } from "../model/wire.js";
import type { Draft } from "../store/store.js";
import { fetchJson } from "../store/snapshot.js";
import { plural, t } from "../text/language.js";
import { send } from "./actions.js";
import { callNow } from "./calls.js";
import { CarryOver, leftOver } from "./carryover.js";
import { useDraft } from "./kept.js";
import type { Room } from "./room.js";
import { capital } from "./words.js";

export function OpenOrClose({ room, open }: { room: Room; open: object | undefined }) {
  const [{ text: title }, entitle, untitle] = useDraft(room, "title", { text: "" });
  const [sure, setSure] = useState(false);
  const [lock, setLock] = useState(false);
  const [carry, setCarry] = useState(true);
  const close = async (): Promise<void> => {
    setSure(false);
    if (!await callNow(room, "CloseSession", {}, t("The session is closed"))) return;
    if (lock && openRounds(room.store.state.value).length === 0) send(room.store.close());
  };
  if (!open) {
    return (
      <form onSubmit={event => { event.preventDefault(); void callNow(room, "OpenSession", { ...(title.trim() && { title: title.trim() }), ...(carry && leftOver(room).length > 0 && { carryOver: true }) }, t("The session is open")).then(answer => answer && untitle()); }}>
        <label for="session-title">{t("Title, if it has one")}</label> <input id="session-title" maxLength={80} value={title} onInput={event => entitle({ text: event.currentTarget.value })} />
        <CarryOver room={room} on={carry} onChange={setCarry} />
        <button type="submit" class="primary">{t("Open a session")}</button>
        {!room.store.boot.rehearsal && <button type="button" onClick={() => void rehearse(room)}>{t("Rehearse it first, with made-up readers")}</button>}
      </form>
    );
  }
  const rounds = openRounds(room.store.state.value);
  return sure
    ? <p>{rounds.map(({ id, clause }) => <span key={id}><strong>{t("A blind round is open at {place}.", { place: room.nameOf(clause) })}</strong> {t("Nobody reads its notes until it is revealed, and the text cannot be closed before it is over.")} <button type="button" onClick={() => room.show(clause, true)}>{t("Go to {place}", { place: room.nameOf(clause) })}</button> </span>)}{t("Timer, hands and floor end with it; who was here is noted.")} {room.store.state.value.state === "open" && rounds.length === 0 && <label><input type="checkbox" checked={lock} onChange={event => setLock(event.currentTarget.checked)} /> {t("Close the text too: it can be read, nobody writes in it")}</label>} <button key="close" type="button" class="primary" onClick={() => void close()}>{t("Close it now")}</button> <button key="go-on" type="button" ref={firstGoOn} onClick={() => setSure(false)}>{t("Go on")}</button></p>
    : <p><button key="ask" type="button" onClick={() => setSure(true)}>{t("Close the session…")}</button> <a href={`/rooms/${encodeURIComponent(room.store.boot.document)}/projector`} target="_blank">{t("Projector")}</a> <a href={`/rooms/${encodeURIComponent(room.store.boot.document)}/manage`} target="_blank">{t("Links and code")}</a></p>;
}

/** So that Enter twice closes nothing. */
const firstGoOn = (element: HTMLElement | null): void => element?.focus({ preventScroll: true });

/** Opens a copy that nobody else sees. */
async function rehearse({ store }: Room): Promise<void> {
  try {
    const { document } = await fetchJson<{ document: string }>(asMember(`/api/documents/${encodeURIComponent(store.boot.document)}/rehearsal`, store.boot.me.id), { method: "POST" });
    location.assign(`/rooms/${encodeURIComponent(document)}`);
  } catch (error) {
    store.say(error instanceof Error ? error.message : t("That did not work. Try again in a moment."));
  }
}

/** Minutes that are typed are kept for their point: they stand there again the next time; first those of the agenda. The whole document is chosen at one point, and not at the next. */
export function TimerForm({ room, clause }: { room: Room; clause: string | undefined }) {
  const { store } = room;
  const [free, setFree] = useState<string>();
  const [, type] = useState("");
  const target = free === clause ? "" : clause ?? "";
  const place = "timer:" + target;
  const planned = store.state.value.agenda.find(item => item.clause === target)?.seconds ?? 300;
  const length = store.draft(place)?.text ?? `${planned / 60}`;
  return (
    <form onSubmit={event => { event.preventDefault(); void callNow(room, "SetTimer", { seconds: Math.round(Number(length) * 60), ...(target && { clause: target }) }, t("The timer runs")); }}>
      <h3>{t("Timer")}</h3>
      <label for="timer-minutes">{t("Minutes")}</label> <input id="timer-minutes" type="number" min="0.1" max="240" step="any" required value={length} onInput={event => { store.saveDraft(place, { text: event.currentTarget.value }); type(event.currentTarget.value); }} />
      {clause && <select aria-label={t("It is about")} value={target} onChange={event => setFree(event.currentTarget.value ? "" : clause)}><option value={clause}>{room.nameOf(clause)}</option><option value="">{room.nameOf()}</option></select>}
      <button type="submit">{t("Start")}</button>
      {store.state.value.timer && <button type="button" onClick={() => void callNow(room, "EndTimer", {}, t("The timer is off"))}>{t("Stop")}</button>}
    </form>
  );
}

/** What is set says that it knows all that was set, unless something else was since it was begun: it is refused then. Who sets the same as is set already has nothing to be told. */
const known = ({ store }: Room, now: string, begun: string, mine: string): number => (now === begun || now === mine ? store.state.value.seq : 0);

/** A point as it is being set: its minutes as they are typed. */
interface Row { clause: string; minutes: string; out?: boolean }

/** What rows hold that the text alone does not: a point that was taken in and out again is as it was. */
const held = (rows: readonly Row[]): string => JSON.stringify(rows.filter(({ out, minutes }) => !out || minutes).map(({ clause, minutes, out }) => [clause, minutes, !out]));

/** What is being set; its text is the agenda that it was begun from. */
interface Setting extends Draft { rows: readonly Row[] }

/** The points, those of the agenda first and in its order: each can be taken in, taken out, and put earlier. */
export function AgendaForm({ room, done }: { room: Room; done: () => void }) {
  const { agenda } = room.store.state.value;
  const now: Setting = { text: JSON.stringify(agenda), rows: agenda.map(({ clause, seconds }) => ({ clause, minutes: seconds ? `${seconds / 60}` : "" })) };
  const [begun, begin, clear] = useDraft(room, "agenda", now, ({ rows }) => held(rows) !== held(now.rows));
  const there = begun.rows.filter(({ clause }) => room.clause(clause));
  const rows = [...there, ...room.clauses.filter(({ id, kind }) => kind !== "heading" && !there.some(row => row.clause === id)).map(({ id }): Row => ({ clause: id, minutes: "", out: true }))];
  const change = (index: number, more: Partial<Row>): void => begin({ rows: rows.map((row, at) => (at === index ? { ...row, ...more } : row)) });
  const leave = (): void => {
    clear();
    done();
  };
  const items = rows.filter(row => !row.out).map(({ clause, minutes }): AgendaItem => {
    const seconds = Math.round(Number(minutes) * 60);
    return { clause, ...(seconds && { seconds }) };
  });
  const asOf = known(room, now.text, begun.text, JSON.stringify(items));
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (JSON.stringify(items) === now.text || await callNow(room, "SetAgenda", { items, asOf }, t("The agenda is set"))) leave();
  };
  return (
    <form onSubmit={event => void save(event)}>
      {asOf === 0 && <p role="alert">{t("This was changed meanwhile.")} <button type="button" onClick={() => begin(now)}>{t("Take theirs")}</button> <button type="button" onClick={() => begin({ ...now, rows })}>{t("Go on")}</button></p>}
      <ol>
        {rows.map(({ clause, minutes, out }, index) => {
          const name = room.nameOf(clause);
          // Before the one taken in before it: what is not taken in has no place to pass.
          const before = out ? -1 : rows.findLastIndex((row, at) => at < index && !row.out);
          return (
            <li key={clause}>
              <label><input type="checkbox" checked={!out} onChange={event => change(index, { out: !event.currentTarget.checked })} /> {capital(name)}</label>
              <input type="number" min="0" max="240" step="any" aria-label={t("Minutes for {place}", { place: name })} placeholder={t("min")} value={minutes} onInput={event => change(index, { minutes: event.currentTarget.value })} />
              {before >= 0 && <button type="button" aria-label={t("Put {place} earlier", { place: name })} onClick={() => begin({ rows: [...rows.slice(0, before), rows[index]!, ...rows.slice(before, index), ...rows.slice(index + 1)] })}>{t("Earlier")}</button>}
            </li>
          );
        })}
      </ol>
      <button type="submit" class="primary">{t("Save the agenda")}</button> <button type="button" onClick={leave}>{t("Leave it as it was")}</button>
    </form>
  );
}

/** Stances as they are being set, from those that there were. */
interface Choosing extends Draft { nameless: boolean; from: string }

export function StancesForm({ room }: { room: Room }) {
  const { scale, anonymous, taken } = room.store.state.value.stances;
  const now: Choosing = { text: scale.join("\n"), nameless: anonymous, from: JSON.stringify([scale, anonymous]) };
  const [begun, change, clear] = useDraft(room, "stances", now);
  const { text: words, nameless } = begun;
  const [sure, setSure] = useState(false);
  const chosen = words.split("\n").map(word => word.trim()).filter(Boolean);
  const asOf = known(room, now.from, begun.from, JSON.stringify([chosen, nameless]));
  const begin = (event: Event): void => {
    event.preventDefault();
    if (taken.length > 0 && !sure) return setSure(true);
    setSure(false);
    void callNow(room, "SetStances", { scale: chosen, anonymous: nameless, asOf }, t("The stances are set")).then(answer => answer && clear());
  };
  return (
    <form onSubmit={begin}>
      <h3>{t("Stances")}</h3>
      <label for="stance-words">{t("To choose from, each on a line of its own")}</label>
      <textarea id="stance-words" dir="auto" class="field" rows={Math.max(4, words.split("\n").length)} required value={words} onInput={event => change({ text: event.currentTarget.value })} />
      <label><input type="checkbox" checked={nameless} onChange={event => change({ nameless: event.currentTarget.checked })} /> {t("Without names")}</label>
      {asOf === 0 && <p role="alert">{t("This was changed meanwhile.")} <button type="button" onClick={clear}>{t("Take theirs")}</button> <button type="button" onClick={() => change({ from: now.from })}>{t("Go on")}</button></p>}
      {sure
        ? <p role="alert">{plural(taken.length, "One stance that was taken counts no longer then, at all points.", "{n} stances that were taken count no longer then, at all points.")} <button key="begin" type="submit">{t("Begin anew all the same")}</button> <button key="leave" type="button" ref={firstGoOn} onClick={() => setSure(false)}>{t("Leave them")}</button></p>
        : <button key="ask" type="submit">{t("Begin anew with these")}</button>}
    </form>
  );
}
