import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { asMember } from "../live/address.js";
import { shorten } from "../model/names.js";
import { textAlone } from "../model/prose.js";
import { placesOf } from "../model/fold.js";
import { fetchJson } from "../store/snapshot.js";
import type { InboxEntry } from "../store/store.js";
import { t, woven } from "../text/language.js";
import { Moment } from "./moment.js";
import type { Room } from "./room.js";
import { newOn, places } from "./sinceleft.js";
import { toUnread } from "./tounread.js";
import { anchorOf, capital, numbered } from "./words.js";

const reasonWords: Record<InboxEntry["why"], (parts: { who: string; note: string }) => string> = { mention: parts => t("{who} mentions you in {note}", parts), reply: parts => t("{who} answers you in {note}", parts), watched: parts => t("{who} wrote {note}", parts) };

/** What is for me, newest first; what is unread at each point; and how it is mailed. */
export function Inbox({ room, list }: { room: Room; list: (entries: readonly InboxEntry[], render: (entry: InboxEntry) => VNode) => VNode }) {
  const { store } = room;
  const entries = store.inbox.value;
  const unread = places(room);
  return (
    <div class="inbox">
      {unread.length > 0 && (
        <section aria-label={capital(t("unread"))}>
          <ul class="inbox-points">
            {unread.map(({ clause, name, count }) => (
              <li key={clause}><button type="button" class="link" onClick={() => room.open(clause ? { kind: "clause", clause } : { kind: "search" })}>{newOn(count, name)}</button></li>
            ))}
          </ul>
          <p class="buttons">
            <button type="button" class="primary" onClick={() => toUnread(room, 1)}>{t("Next unread")}</button>
            <button type="button" onClick={() => store.markAllRead()}>{t("Mark all as read")}</button>
          </p>
        </section>
      )}
      <h3>{t("For you")}</h3>
      {entries.length === 0
        ? <p class="empty">{t("Nothing is for you yet. Whoever writes @ and your name, or answers you, is found here; so is what is new where you watch. To watch a thread, choose so in the menu of a note; to watch a point, in the menu of the room.")}</p>
        : list(entries, entry => <Entry room={room} entry={entry} />)}
      {store.boot.mails && <Mailing room={room} />}
    </div>
  );
}

function Entry({ room, entry: { note, root, why, unread } }: { room: Room; entry: InboxEntry }) {
  const clause = placesOf(root)[0] || undefined;
  const author = room.nameOfPerson(note.creator.id, note.creator.name);
  return (
    <article class={unread ? "note unread" : "note"} data-inbox={note.id}>
      <header>
        {unread && <span class="new"><span class="vh">{t("Unread. ")}</span></span>}
        <a class="author" href={anchorOf(note)} onClick={event => { event.preventDefault(); if (clause) room.show(clause, false); room.openThread(note.id, clause); }}>{reasonWords[why]({ who: author, note: numbered(note) })}</a>
        <span class="when">{room.nameOf(clause)} · <Moment room={room} at={note.created} /></span>
      </header>
      <p class="excerpt" dir="auto">{shorten(textAlone(note.body?.text ?? ""), 160)}</p>
    </article>
  );
}

interface Choice { how: string; address: boolean }

/** How often it is mailed. */
function Mailing({ room: { store } }: { room: Room }) {
  const [choice, setChoice] = useState<Choice>();
  const [problem, setProblem] = useState("");
  const address = asMember(`/api/seminars/${encodeURIComponent(store.boot.seminar)}/mail`, store.boot.me.id);
  useEffect(() => {
    fetchJson<Choice>(address).then(setChoice, () => undefined);
  }, []);
  if (!choice) return null;
  const choose = (how: string): void => {
    fetchJson<Choice>(address, { method: "PUT", headers: { "content-type": "application/json" }, body: JSON.stringify({ how }) })
      .then(chosen => { setChoice(chosen); setProblem(""); store.say(how === "none" ? t("Nothing is mailed to you") : t("What is for you is mailed")); }, (error: unknown) => setProblem(error instanceof Error ? error.message : t("That was refused.")));
  };
  return (
    <section class="mailing" aria-label={t("By mail")}>
      {choice.address
        ? <label>{t("By mail")} <select value={choice.how} onChange={event => choose(event.currentTarget.value)}>
          <option value="none">{t("never")}</option><option value="at-once">{t("at once")}</option><option value="daily">{t("once a day")}</option><option value="weekly">{t("once a week")}</option>
        </select></label>
        : <p class="quiet">{woven("To have it mailed, give an address in <account>your account</account> and confirm it.", { account: words => <a href="/account">{words}</a> })}</p>}
      <p class="quiet">{t("A mail says where something is new, and has no word of it.")}</p>
      {problem && <p role="alert">{problem}</p>}
    </section>
  );
}
