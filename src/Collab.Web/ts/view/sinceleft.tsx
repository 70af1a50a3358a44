import { useEffect, useState } from "preact/hooks";
import { readJson } from "../live/storage.js";
import { placesOf } from "../model/fold.js";
import { currentPoint, openSession } from "../model/session.js";
import { plural, t } from "../text/language.js";
import { keyOf } from "./keys.js";
import type { Room } from "./room.js";
import { keys } from "./settings.js";
import { toUnread } from "./tounread.js";

export const newOn = (n: number, place: string): string => plural(n, "{n} new on {place}", "{n} new on {place}", { place });

/** How many points are named before the rest is summed up. */
const mostPlaces = 3;

/** What came while I was away, where it is, and the way to it: said once, when I come. */
export function SinceYouLeft({ room }: { room: Room }) {
  const { store } = room;
  // As it was when the room knew what I had read: what comes while I am here is told otherwise.
  const [came] = useState(() => [...store.unread.value].flatMap(id => store.state.value.annotations.get(id) ?? []));
  const [there] = useState(() => readJson<There>(`collab.there.${store.boot.document}.${store.boot.me.id}`));
  const [shown, setShown] = useState(true);
  const now = store.unread.value.size;
  useEffect(() => {
    if (!now) setShown(false);
  }, [!now]);
  if (!shown || !now) return null;
  const { annotations } = store.state.value;
  // While a session is at a point it is what was said in it since I was there that counts, or since it began where nothing else is new: the inbox has the rest, and who comes late reads first what it is at.
  const session = currentPoint(store.state.value) && openSession(store.state.value);
  const from = session ? came.every(note => note.seq > session.seq) ? session.seq : there?.session === session.id ? there.seq : Infinity : 0;
  const counts = new Map<string, number>();
  for (const note of came) {
    if (note.seq > from && (annotations.get(note.id) ?? note).state === "shown") for (const place of placesOf(annotations.get(note.thread ?? "") ?? note)) counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  const left = places(room, counts);
  if (!left.length) return null;
  const rest = left.slice(mostPlaces).reduce((sum, place) => sum + place.count, 0);
  return (
    <section class="notice-bar since-left" aria-label={t("Since you left")}>
      <span>{t("Since you left:")} {left.slice(0, mostPlaces).map(({ clause, name, count }, index) => (
        <span key={clause}>{index > 0 && t(", ")}{clause ? <a href={`#clause-${clause}`} onClick={event => { event.preventDefault(); room.show(clause, true); }}>{newOn(count, name)}</a> : newOn(count, name)}</span>
      ))}{rest > 0 && t(", and {n} more", { n: rest })}.</span>
      <button type="button" class="primary" aria-keyshortcuts={keys.value.on ? keyOf("unread") : undefined} onClick={() => toUnread(room, 1)}>{t("Next unread")}</button>
      <button type="button" onClick={() => store.markAllRead()}>{t("Mark all as read")}</button>
      <button type="button" onClick={() => setShown(false)}>{t("Close")}</button>
    </section>
  );
}

/** The session that I was in last, and where the log stood when I came to it first. */
interface There { session: string; seq: number }

/** Where notes are that I have not read, in the order of the text. */
export function places(room: Room, counts = room.store.unreadAt.value): { clause: string; name: string; count: number }[] {
  return ["", ...room.clauses.map(clause => clause.id)].flatMap(clause => (counts.has(clause) ? [{ clause, name: room.nameOf(clause || undefined), count: counts.get(clause)! }] : []));
}
