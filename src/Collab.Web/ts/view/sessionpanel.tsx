import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { currentPoint, openSession } from "../model/session.js";
import type { AgendaItem } from "../model/wire.js";
import { t, woven } from "../text/language.js";
import { callNow } from "./calls.js";
import { drafts } from "./drafts.js";
import { leadPart } from "./later.js";
import { fetchOrSay } from "./margin.js";
import type { Room } from "./room.js";
import { RoundForm } from "./roundat.js";
import { hidesPlace } from "./settings.js";
import { capital, numbered } from "./words.js";

/** " (5 min)"; nothing where no time is meant. */
const minutes = (seconds: number | undefined): string => (seconds ? ` ${t("({minutes} min)", { minutes: Math.round(seconds / 6) / 10 })}` : "");

/** The session: for everybody its agenda and who wants to speak; for whoever leads it, what is next and what asks for an eye. */
export function SessionPanel({ room, queue }: { room: Room; queue: ComponentChildren }) {
  const { store } = room;
  const state = store.state.value;
  const leads = store.may("run-session");
  const notes = leads || state.scribe === store.boot.me.id;
  useEffect(() => {
    if (notes) void fetchOrSay(room, leadPart);
  }, [notes]);
  const Lead = notes ? leadPart.module.value?.forms : undefined;
  const open = openSession(state);
  const last = state.sessions.at(-1);
  const current = currentPoint(state);
  // A point that is not on the agenda is a digression: the agenda goes on from where it was left.
  const begun = [...open?.reached ?? [], current].filter(clause => state.agenda.some(item => item.clause === clause)).at(-1);
  const next = state.agenda[state.agenda.findIndex(item => item.clause === begun) + 1];
  // While it is set, whether the agenda comes first: it stays where it is when somebody opens or closes a session meanwhile, with what is typed.
  const [settingFirst, setSettingFirst] = useState<boolean>();
  const first = settingFirst ?? !open;

  async function begin({ clause, seconds }: AgendaItem): Promise<void> {
    room.show(clause, false);
    room.bringEveryone(clause);
    if (seconds) await callNow(room, "SetTimer", { clause, seconds });
    else if (state.timer) await callNow(room, "EndTimer", {});
  }

  // Before there is a session it is what comes first, but in a rehearsal for the made-up readers; while one is held, the panel begins with what is to be done now.
  const agenda = (
    <>
      <h3>{t("Agenda")}</h3>
      {settingFirst !== undefined && Lead ? <Lead.AgendaForm room={room} done={() => setSettingFirst(undefined)} /> : <>
        {state.agenda.length === 0 ? <p class="empty">{t("There is no agenda.")}</p> : <ol>
          {state.agenda.map(item => (
            <li key={item.clause} aria-current={item.clause === current ? "step" : undefined}>
              <button type="button" class="link" onClick={() => room.show(item.clause, true)}>{capital(room.nameOf(item.clause))}</button>{minutes(item.seconds)}{item.clause === current && <strong>{t(", now")}</strong>}
              {leads && open && item.clause !== current && <button type="button" aria-label={t("Begin {place}", { place: room.nameOf(item.clause) })} onClick={() => void begin(item)}>{t("Begin")}</button>}
            </li>
          ))}
        </ol>}
        {leads && <button type="button" onClick={() => setSettingFirst(first)}>{t("Set the agenda")}</button>}
      </>}
    </>
  );
  return (
    <div class="session">
      {leads && store.boot.rehearsal && Lead && <Lead.MadeUp room={room} />}
      {first && agenda}
      {leads && (Lead ? <Lead.OpenOrClose room={room} open={open} /> : <p class="coming">{t("One moment…")}</p>)}
      {!leads && !open && <p class="empty">{t("No session is held just now.")}</p>}
      {!open && last && <p><a href={`/rooms/${encodeURIComponent(store.boot.document)}/session`}>{t("{session}: who was there, what is open, the record", { session: last.title ?? t("The last session") })}</a></p>}
      {leads && open && next && <p><button type="button" class="primary" onClick={() => void begin(next)}>{t("Next: {place}", { place: room.nameOf(next.clause) })}{minutes(next.seconds)}</button></p>}
      {open && <Hands room={room} leads={leads} />}
      {leads && <ToLookAt room={room} queue={queue} />}
      {open && Lead && <Lead.Aloud room={room} at={current} />}
      {!first && agenda}
      {leads && <RoundForm room={room} clause={current ?? room.current.value} />}
      {leads && open && Lead && <Lead.TimerForm room={room} clause={current} />}
      {leads && Lead && <Lead.StancesForm room={room} />}
      <Seen hides={hidesPlace.value ?? store.boot.hidesPlace === true} />
    </div>
  );
}

function Hands({ room, leads }: { room: Room; leads: boolean }) {
  const { hands, floor } = room.store.state.value;
  return (
    <>
      <h3>{t("Who speaks")}</h3>
      {floor && <p>{woven("{who}, at {place}", { who: <strong>{room.nameOfPerson(floor.member)}</strong>, place: room.nameOf(floor.clause) })} {leads && <button type="button" onClick={() => void callNow(room, "EndFloor", {}, t("The floor is free"))}>{t("End")}</button>}</p>}
      {!floor && hands.length === 0 && <p class="empty">{t("Nobody wants to speak.")}</p>}
      {hands.length > 0 && <ol aria-label={t("Hands")}>
        {hands.map(({ member, clause }) => {
          const who = room.nameOfPerson(member);
          return (
            <li key={member}>{t("{who}, at {place}", { who, place: room.nameOf(clause) })}
              {leads && <>
                <button type="button" aria-label={t("Give the floor to {who}", { who })} onClick={() => void callNow(room, "GiveFloor", { member }, t("{who} has the floor", { who }))}>{t("Give the floor")}</button>
                <button type="button" aria-label={t("Lower the hand of {who}", { who })} onClick={() => void callNow(room, "LowerHand", { member })}>{t("Lower")}</button>
              </>}
            </li>
          );
        })}
      </ol>}
    </>
  );
}

/** Questions that stand open, points at which nothing was written, and the way to the queue. */
function ToLookAt({ room, queue }: { room: Room; queue: ComponentChildren }) {
  const Lead = leadPart.module.value?.forms;
  const { annotations, roots, stances } = room.store.state.value;
  const questions = [...annotations.values()].filter(note => !note.thread && note.motivation === "questioning" && note.state === "shown" && !note.resolved);
  const untouched = room.clauses.filter(({ id, kind }) => kind === "point" && !roots.get(id)?.length && !stances.taken.some(stance => stance.clause === id));
  return (
    <>
      <h3>{t("To look at")}</h3>
      <ul>
        {questions.map(note => <li key={note.id}>{woven("<open>Question, {note}</open> at {place}", { open: words => <button type="button" class="link" onClick={() => room.openThread(note.id)}>{words}</button>, note: numbered(note), place: room.nameOf(note.targets[0]?.clause) })}</li>)}
        {questions.length === 0 && <li>{t("No question is open.")}</li>}
        {untouched.length > 0 && <li>{t("Nothing said yet:")} {untouched.map(({ id }, index) => <>{index > 0 && t(", ")}<button type="button" class="link" onClick={() => room.show(id, true)}>{room.nameOf(id)}</button></>)}</li>}
        {drafts.value.length > 0 && <li>{t("Prepared pins:")} {room.clauses.map(({ id }) => [id, drafts.value.filter(draft => draft.clause === id).length] as const).filter(([, n]) => n > 0).map(([id, n], index) => <>{index > 0 && t(", ")}<button type="button" class="link" onClick={() => room.show(id, true)}>{room.nameOf(id)}</button> ({n})</>)}</li>}
        {openSession(room.store.state.value) && Lead && <Lead.Silent room={room} />}
        <li>{queue}</li>
      </ul>
    </>
  );
}

/** Says to everybody what whoever leads sees of them. */
function Seen({ hides }: { hides: boolean }) {
  return (
    <details class="seen">
      <summary>{t("What moderators see of you")}</summary>
      <p>{t("That you are here, and whether you have been heard in this session: by a note, a reply, a reaction, a hand, a stance with your name, or because the scribe noted what you said. Private notes, stances without names and what waits in a blind round count for nothing there. They see the points at which nobody said anything.")} {t("They see too who was here last time and is not here now.")}</p>
      <p>{hides ? t("Where you read, what you select and that you write, everybody sees alike, but you hide it: nobody does.") : t("Where you read, what you select and that you write, everybody sees alike. Menu → Hide where I am takes it from everybody, moderators too.")}</p>
    </details>
  );
}
