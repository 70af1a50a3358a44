import { useEffect, useRef, useState } from "preact/hooks";
import { keep, readJson } from "../live/storage.js";
import { inQuotes, shorten } from "../model/names.js";
import { textAlone } from "../model/prose.js";
import { currentPoint, openSession } from "../model/session.js";
import { Refusal } from "../model/wire.js";
import { plural, t, woven } from "../text/language.js";
import { callNow } from "./calls.js";
import { watchDrafts } from "./drafts.js";
import { showLed } from "./led.js";
import { ahead, watchSession } from "./moments.js";
import type { Room } from "./room.js";
import { presenting } from "./settings.js";
import { anchorOf, capital, countdown } from "./words.js";

/** The session in one line: where it is, how long yet, who speaks and who wants to. */
export function SessionBar({ room }: { room: Room }) {
  const { store } = room;
  useEffect(() => watchSession(room), []);
  useEffect(() => watchDrafts(room), []);
  const state = store.state.value;
  const session = openSession(state);
  useEffect(() => {
    const key = `collab.there.${store.boot.document}.${store.boot.me.id}`;
    // What comes from here on is what I have missed, where I leave and come back.
    if (session && readJson<{ session: string }>(key)?.session !== session.id) keep.set(key, JSON.stringify({ session: session.id, seq: state.seq }));
  }, [session?.id]);
  const rehearsal = store.boot.rehearsal && <p class="notice-bar"><strong>{t("A rehearsal")}</strong> <span>{t("Its readers are made up, and nobody but you sees it.")}</span> <button type="button" onClick={() => void endRehearsal(room)}>{t("End and remove it")}</button></p>;
  if (!session) return rehearsal || null;
  const clause = currentPoint(state);
  const pins = (state.pins.get(clause ?? "") ?? []).map(pin => state.annotations.get(pin.annotation)!).filter(note => note?.state === "shown");
  const { led } = state;
  const passage = led && led.clause === clause && led.seq > session.seq ? led.target : undefined;
  const place = state.agenda.findIndex(item => item.clause === clause) + 1;
  const hand = state.hands.findIndex(raised => raised.member === store.boot.me.id) + 1;
  // By keys one passes other points on the way to the button: the hand is for what is spoken of.
  const here = clause ?? room.current.value;
  const { floor } = state;
  return (<>
    {rehearsal}
    <section class="notice-bar hour" aria-label={t("The session now")}>
      <strong dir="auto">{session.title ?? t("Session")}</strong>
      {clause
        ? <span>{woven("We are at {place}", { place: <a href={`#clause-${clause}`} onClick={event => { event.preventDefault(); showLed(room, clause, passage, true); }}>{room.nameOf(clause)}</a> })}{inQuotes(passage)}{place > 0 && ` ${t("({n} of {all})", { n: place, all: state.agenda.length })}`}
          {pins.length > 0 && <>{plural(pins.length, "; read this pin: ", "; read these pins: ")}{pins.map((note, index) => (
            <>{index > 0 && t(", ")}<a href={anchorOf(note)} title={shorten(textAlone(note.body?.text ?? ""), 80)} onClick={event => { event.preventDefault(); room.goToNote(note.number); }}>{t("note {number}", { number: note.number })}</a></>
          ))}</>}</span>
        : <span>{t("No point is begun yet")}</span>}
      {state.timer?.clause && state.timer.clause !== clause && <span>{capital(room.nameOf(state.timer.clause))}:</span>}
      {state.timer && <Timer room={room} key={state.timer.seq} timer={state.timer} />}
      {floor && <span>{woven(floor.member === store.boot.me.id ? t("<b>You have</b> the floor") : t("<b>{who} has</b> the floor"), { who: room.nameOfPerson(floor.member), b: words => <b>{words}</b> })}</span>}
      {state.scribe === store.boot.me.id && !store.may("run-session") && <span>{t("You are the scribe: what is said aloud is noted under Agenda")}</span>}
      {hand > 0
        ? <button type="button" onClick={() => void callNow(room, "LowerHand", {}, t("Your hand is down"))}>{t("Lower hand")}{state.hands.length > 1 && ` ${t("({n} of {all})", { n: hand, all: state.hands.length })}`}</button>
        : here && store.may("raise-hand") && <button type="button" aria-label={t("Raise hand at {place}", { place: room.nameOf(here) })} onClick={() => void callNow(room, "RaiseHand", { clause: here }, t("Your hand is up at {place}", { place: room.nameOf(here) }))}>{t("Raise hand")}</button>}
      {hand === 0 && state.hands.length > 0 && <span>{plural(state.hands.length, "{n} hand up", "{n} hands up")}</span>}
      {!presenting.value && <button type="button" onClick={() => room.open({ kind: "session" })}>{store.may("run-session") ? t("Lead") : t("Agenda")}</button>}
    </section>
  </>);
}

/** Nothing of it stays, for anybody. */
async function endRehearsal({ store }: Room): Promise<void> {
  const { seminar, seminarTitle: title } = store.boot;
  const answer = await fetch(`/api/seminars/${seminar}`, { method: "DELETE", headers: { "content-type": "application/json" }, body: JSON.stringify({ title }) }).catch(() => undefined);
  if (answer?.ok) location.assign("/");
  else store.say((answer ? await Refusal.fromHttp(answer) : Refusal.unreachable()).message);
}

/** Counts down by the server's clock. It is said aloud a minute before the end, and at the end. */
function Timer({ room, timer }: { room: Room; timer: { endsAt: string; seconds: number } }) {
  const left = (): number => Math.max(0, Math.ceil((Date.parse(timer.endsAt) - ahead.value - Date.now()) / 1_000));
  const [seconds, setSeconds] = useState(left());
  const before = useRef(seconds);
  useEffect(() => {
    const ticking = setInterval(() => {
      const now = left();
      for (const [bound, said] of [[60, t("One minute left")], [0, t("Time is up")]] as const) if (before.current > bound && now <= bound) room.store.say(said, { kind: "lead", about: "timer" });
      setSeconds(before.current = now);
    }, 500);
    return () => clearInterval(ticking);
  }, []);
  return <span role="timer" aria-label={t("Time left")} class="timer">{seconds > 0 ? countdown(seconds) : t("Time is up")}</span>;
}
