import { useEffect, useState } from "preact/hooks";
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
  const [left] = useState(() => places(room));
  const [since] = useState(() => [...store.unread.value].reduce((first, id) => Math.min(first, store.state.value.annotations.get(id)?.seq ?? first), Infinity));
  const [shown, setShown] = useState(true);
  const now = store.unread.value.size;
  useEffect(() => {
    if (now === 0) setShown(false);
  }, [now === 0]);
  // Who comes to a session late reads first what it is at; the inbox has what was before it.
  const late = currentPoint(store.state.value) && openSession(store.state.value)!.seq > since;
  if (!shown || left.length === 0 || now === 0 || late) return null;
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

/** Where notes are that I have not read, in the order of the text. */
export function places(room: Room): { clause: string; name: string; count: number }[] {
  const counts = room.store.unreadAt.value;
  return ["", ...room.clauses.map(clause => clause.id)].flatMap(clause => (counts.has(clause) ? [{ clause, name: room.nameOf(clause || undefined), count: counts.get(clause)! }] : []));
}
