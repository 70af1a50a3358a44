import { useEffect, useState } from "preact/hooks";
import { inQuotes } from "../model/names.js";
import { commas, t } from "../text/language.js";
import { keptBriefly } from "./kept.js";
import { catchingPart, heatPart, hourPart } from "./later.js";
import { showLed } from "./led.js";
import type { Room } from "./room.js";
import { myQueue } from "./waiting.js";
import { capital, since } from "./words.js";

/** What has to be said in words under the bar: offline, closed, refused, where the moderator is. */
export function Notices({ room }: { room: Room }) {
  const { store } = room;
  const link = store.link.value;
  const silence = since(new Date(link.since).toISOString(), room.now.value);
  const outbox = store.outbox.value;
  const waiting = outbox.filter(item => item.state !== "refused" && item.attempts > 0 || link.state === "offline" && item.state === "queued").length;
  const refused = outbox.filter(item => item.state === "refused").length;
  const refusal = store.refusal.value;
  // What was led to before the last session was opened, or closed, is over.
  const last = store.state.value.sessions.at(-1);
  const offer = store.leadOffer.value;
  const lead = offer && (!last || Date.parse(offer.at) >= Date.parse(last.closed ?? last.opened)) ? offer : undefined;
  const waits = myQueue.value.notes.filter(note => note.state === "waiting").length;
  const Hour = hourPart.module.value?.parts;
  // What is unread when it is first known is what came while I was away.
  const known = store.knowsRead.value;
  const [away, setAway] = useState(false);
  useEffect(() => {
    if (!known || store.unread.peek().size === 0) return;
    setAway(true);
    catchingPart.fetch().catch(() => undefined);
  }, [known]);
  const Catching = catchingPart.module.value?.catchingUp;
  const Heat = heatPart.module.value;
  const briefly = keptBriefly();
  return (
    <section class="lines" aria-label={t("News")}>
      {Hour && <><Hour.SessionBar room={room} /><Hour.RoundBar room={room} /></>}
      {Catching && away && <Catching.SinceYouLeft room={room} />}
      {Heat && room.heated.value && <Heat.Legend room={room} />}
      {link.state === "offline" && (
        <p class="notice-bar offline">
          <span>{silence === t("now") ? t("No connection since just now.") : t("No connection since {time}.", { time: silence })} {t("You can go on reading and writing: what you post is kept here and sent when the connection is back.")}{briefly && ` ${briefly}`}</span>
        </p>
      )}
      {link.state === "ended" && (
        <p class="notice-bar offline">
          <span>{link.reason === "another-member" ? t("Somebody else is signed in here now. What you wrote as {name} is kept in this browser until you are again.", { name: store.me.value.name }) : link.reason === "unauthenticated" ? t("You are signed out. What you wrote is kept in this browser.") : link.reason === "forbidden" ? t("You are no longer a member of this seminar.") : t("You are no longer a member of this seminar, or its text was taken away.")}</span>
          {link.reason === "another-member" && <button type="button" onClick={() => location.reload()}>{t("Open the page anew")}</button>}
          {link.reason === "unauthenticated" && <a class="button" href={`/join?returnTo=${encodeURIComponent(location.pathname + location.search)}${location.hash}`}>{t("Come in again")}</a>}
        </p>
      )}
      {waiting + refused > 0 && (
        <p class="notice-bar">
          <span>{commas([waiting > 0 && t("{n} not sent yet", { n: waiting }), refused > 0 && t("{n} refused", { n: refused })].filter(one => one !== false))}.</span>
          <button type="button" onClick={() => room.open({ kind: "outbox" })}>{capital(t("look"))}</button>
        </p>
      )}
      {[...store.othersUnsent.value].map(([member, n]) => {
        const name = room.nameOfPerson(member);
        return <Dismissible key={member} text={t("{n} not sent yet of {name}: kept in this browser until {name} is signed in again.", { n, name })} />;
      })}
      {store.follow.value === "suspended" && (
        <p class="notice-bar narrow-only">
          <span>{t("You went your own way: you do not follow just now.")}</span>
          <button type="button" onClick={() => store.setFollow(true)}>{t("Resume following")}</button>
        </p>
      )}
      {lead && (
        <p class="notice-bar">
          <span>{t("{who} leads to {place}", { who: room.nameOfPerson(lead.by.id, lead.by.name), place: room.nameOf(lead.clause) })}{inQuotes(lead.target)}</span>
          <button type="button" class="primary" onClick={() => { showLed(room, lead.clause, lead.target, true); store.dismissLead(); }}>{t("Go")}</button>
          <button type="button" onClick={() => store.dismissLead()}>{t("Not now")}</button>
        </p>
      )}
      {refusal && (
        <p class="notice-bar" role="alert">
          <span>{refusal.detail}</span>
          <button type="button" onClick={() => (store.refusal.value = undefined)}>{t("Close")}</button>
        </p>
      )}
      {myQueue.value.notes.length > 0 && (
        <p class="notice-bar">
          <span>{t("Notes of yours: {waiting} waiting, {rejected} rejected.", { waiting: waits, rejected: myQueue.value.notes.length - waits })}</span>
          <button type="button" onClick={() => room.open({ kind: "waiting" })}>{capital(t("look"))}</button>
        </p>
      )}
      {store.ready.value && store.state.value.approval && !store.may("approve") && store.may("annotate") && <Dismissible text={t("Notes wait for a moderator here.")} />}
      {store.ready.value && store.state.value.state === "closed" && <Dismissible text={t("This document is closed: it can be read, nobody can write in it.")} />}
      {briefly && <Dismissible text={briefly} />}
      {store.boot.insecure && <Dismissible text={t("This connection is not encrypted: others on the network can read along.")} />}
    </section>
  );
}

/** Said until it is closed. */
function Dismissible({ text }: { text: string }) {
  const [shown, setShown] = useState(true);
  return shown ? <p class="notice-bar"><span>{text}</span><button type="button" onClick={() => setShown(false)}>{t("Close")}</button></p> : null;
}

/** What came of what the reader did, for a while, where *Posted* stands; the live region says it to the ear. */
export function Said({ room }: { room: Room }) {
  const said = room.store.said.value;
  return said && !room.store.undoable.value ? <p class="undo said-now" aria-hidden="true">{said}</p> : null;
}

/** Ten seconds in which a note can be taken back. */
export function Undo({ room }: { room: Room }) {
  const undoable = room.store.undoable.value;
  const [, tick] = useState(0);
  useEffect(() => {
    if (!undoable) return;
    const timer = setInterval(() => tick(n => n + 1), 1000);
    return () => clearInterval(timer);
  }, [undoable]);
  if (!undoable) return null;
  const left = Math.ceil((undoable.until - Date.now()) / 1000);
  if (left <= 0) return null;
  const onItsWay = room.store.outbox.value.some(item => item.commandId === undoable.commandId);
  const offline = onItsWay && room.store.link.value.state !== "live";
  const said = offline ? t("Kept here, not sent yet.") : undoable.private ? t("Kept for you.") : onItsWay ? t("Sending…") : undoable.kept ?? t("Posted.");
  return <section class="undo" aria-label={t("What you posted")}><span>{said}</span> <button type="button" onClick={() => room.store.undo()}>{t("Undo")}<span aria-hidden="true"> ({left})</span></button></section>;
}
