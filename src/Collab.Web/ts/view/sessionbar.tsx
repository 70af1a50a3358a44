import { useEffect, useRef, useState } from "preact/hooks";
import { inQuotes, shorten } from "../model/names.js";
import { textAlone } from "../model/prose.js";
import { openSession } from "../model/session.js";
import { Refusal } from "../model/wire.js";
import { callNow } from "./calls.js";
import { watchDrafts } from "./drafts.js";
import { showLed } from "./led.js";
import { ahead, currentPoint, watchSession } from "./moments.js";
import type { Room } from "./room.js";
import { presenting } from "./settings.js";
import { anchorOf, count } from "./words.js";

/** The session in one line: where it is, how long yet, who speaks and who wants to. */
export function SessionBar({ room }: { room: Room }) {
  const { store } = room;
  useEffect(() => watchSession(room), []);
  useEffect(() => watchDrafts(room), []);
  const state = store.state.value;
  const session = openSession(state);
  const rehearsal = store.boot.rehearsal && <p class="notice-bar"><strong>A rehearsal</strong> <span>Its readers are made up, and nobody but you sees it.</span> <button type="button" onClick={() => void endRehearsal(room)}>End and remove it</button></p>;
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
    <section class="notice-bar hour" aria-label="The session now">
      <strong dir="auto">{session.title ?? "Session"}</strong>
      {clause
        ? <span>We are at <a href={`#clause-${clause}`} onClick={event => { event.preventDefault(); showLed(room, clause, passage, true); }}>{room.nameOf(clause)}</a>{inQuotes(passage)}{place > 0 && ` (${place} of ${state.agenda.length})`}
          {pins.length > 0 && <>; read {pins.length === 1 ? "this pin" : "these pins"}: {pins.map((note, index) => (
            <>{index > 0 && ", "}<a href={anchorOf(note)} title={shorten(textAlone(note.body?.text ?? ""), 80)} onClick={event => { event.preventDefault(); room.goToNote(note.number); }}>note {note.number}</a></>
          ))}</>}</span>
        : <span>No point is begun yet</span>}
      {state.timer && <Timer room={room} key={state.timer.seq} timer={state.timer} />}
      {floor && <span><b>{floor.member === store.boot.me.id ? "You have" : `${room.nameOfPerson(floor.member)} has`}</b> the floor</span>}
      {hand > 0
        ? <button type="button" onClick={() => void callNow(room, "LowerHand", {}, "Your hand is down")}>Lower hand{state.hands.length > 1 && ` (${hand} of ${state.hands.length})`}</button>
        : here && store.may("raise-hand") && <button type="button" aria-label={`Raise hand at ${room.nameOf(here)}`} onClick={() => void callNow(room, "RaiseHand", { clause: here }, `Your hand is up at ${room.nameOf(here)}`)}>Raise hand</button>}
      {hand === 0 && state.hands.length > 0 && <span>{count(state.hands.length, "hand")} up</span>}
      {!presenting.value && <button type="button" onClick={() => room.open({ kind: "session" })}>{store.may("run-session") ? "Lead" : "Agenda"}</button>}
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
      for (const [bound, said] of [[60, "One minute left"], [0, "Time is up"]] as const) if (before.current > bound && now <= bound) room.store.say(said);
      setSeconds(before.current = now);
    }, 500);
    return () => clearInterval(ticking);
  }, []);
  return <span role="timer" aria-label="Time left" class="timer">{seconds > 0 ? `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}` : "Time is up"}</span>;
}
