// What only whoever leads sees of the others: who has not been heard in this session, and who of last time is not here.
import { useEffect, useState } from "preact/hooks";
import { asMember } from "../live/address.js";
import { readJson } from "../live/storage.js";
import { openSession } from "../model/session.js";
import { addHeard, type LastTime, lastTime } from "../model/silent.js";
import type { Batch } from "../model/wire.js";
import { fetchJson } from "../store/snapshot.js";
import { commas, plural, t } from "../text/language.js";
import type { Room } from "./room.js";

/** How long news are gathered before it is asked again who was heard, in milliseconds. */
const gather = 2_000;

/** Names that do not push the agenda off the screen. */
const few = 6;

/** Reads on in the session's events whenever something has happened: what the snapshot holds does not say when somebody reacted. */
function useHeard(room: Room): ReadonlySet<string> | undefined {
  const { store } = room;
  const { seq } = store.state.value;
  const begun = openSession(store.state.value)?.seq;
  const [read] = useState(() => ({ session: begun, after: begun ?? 0, heard: new Set<string>() }));
  const [heard, setHeard] = useState<ReadonlySet<string>>();
  useEffect(() => {
    if (begun === undefined) return;
    if (read.session !== begun) Object.assign(read, { session: begun, after: begun, heard: new Set<string>() });
    if (heard && seq <= read.after) return;
    let over = false;
    const ask = async (): Promise<void> => {
      for (let head = seq; !over && read.after < head;) {
        const batch = await fetchJson<Batch>(asMember(`/api/documents/${encodeURIComponent(store.boot.document)}/events?after=${read.after}&limit=1000`, store.boot.me.id));
        addHeard(read.heard, batch.events);
        [read.after, head] = [batch.last, batch.head];
      }
      if (!over) setHeard(new Set(read.heard));
    };
    const timer = setTimeout(() => void ask().catch(() => undefined), heard ? gather : 0);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [begun, seq]);
  return heard;
}

export function Silent({ room }: { room: Room }) {
  const { store } = room;
  const heard = useHeard(room);
  const { sessions } = store.state.value;
  const here = new Set(store.people.value.map(person => person.id));
  const me = store.me.value.id;
  const silent = store.people.value.filter(({ id }) => id !== me && !heard?.has(id));
  const before = lastTime(store.boot.document, sessions, readJson<LastTime>("collab.last-time"));
  const members = new Set(store.members.value.map(({ id }) => id));
  const missing = before.filter(id => members.has(id) && !here.has(id));
  return (
    <>
      {heard && here.size > 1 && <li>{silent.length === 0 ? t("Everybody here has been heard.") : silent.length <= few ? t("Here, and not heard yet: {names}", { names: commas(silent.map(person => person.name)) }) : <details><summary>{t("Here, and not heard yet: {names}", { names: plural(silent.length, "one person", "{n} people") })}</summary>{commas(silent.map(person => person.name))}</details>}</li>}
      {missing.length > 0 && <li>{t("Here last time, not yet now: {names}", { names: commas(missing.map(id => room.nameOfPerson(id))) })}</li>}
    </>
  );
}
