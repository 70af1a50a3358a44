import { useLayoutEffect, useRef } from "preact/hooks";
import { byTime } from "../store/stacks.js";
import type { Card, Filter } from "../store/store.js";
import { List } from "./list.js";
import { Note } from "./note.js";
import type { Room } from "./room.js";
import { capital, count } from "./words.js";

const kindChoices: readonly [NonNullable<Filter["kind"]>, string][] = [["pinned", "pinned"], ["questions", "questions"], ["unresolved", "unresolved"], ["mine", "mine"], ["unread", "unread by me"]];

/** Who, kind, point, words. The highlights fade to match, and the address keeps it. */
export function Search({ room }: { room: Room }) {
  const { store } = room;
  const field = useRef<HTMLInputElement>(null);
  const filter = store.filter.value;
  const matching = store.matching.value;
  useLayoutEffect(() => field.current?.focus(), []);
  useLayoutEffect(() => {
    if (!matching) return;
    const said = setTimeout(() => store.say(`${capital(count(matching.size, "note matches", "notes match"))}`), 600);
    return () => clearTimeout(said);
  }, [matching?.size]);
  const set = (part: Filter): void => {
    const next = { ...filter, ...part };
    for (const key of Object.keys(next) as (keyof Filter)[]) if (!next[key]) delete next[key];
    store.setFilter(next);
  };
  const cards = matching ? [...matching].map(id => store.card(id)).filter((card): card is Card => card !== undefined).sort((a, b) => byTime(a.note, b.note)) : [];
  return (
    <>
      <form class="filter" role="search" onSubmit={event => event.preventDefault()}>
        <label for="filter-words">Words</label>
        <input id="filter-words" type="search" ref={field} value={filter.words ?? ""} onInput={event => set({ words: event.currentTarget.value })} />
        <div class="row">
          <div><label for="filter-who">Who</label>
            <select id="filter-who" value={filter.who ?? ""} onChange={event => set({ who: event.currentTarget.value })}>
              <option value="">anybody</option>
              {store.members.value.map(member => <option key={member.id} value={member.id}>{member.name}</option>)}
            </select></div>
          <div><label for="filter-kind">Kind</label>
            <select id="filter-kind" value={filter.kind ?? ""} onChange={event => set({ kind: event.currentTarget.value as Filter["kind"] })}>
              <option value="">any</option>
              {kindChoices.map(([kind, name]) => <option key={kind} value={kind}>{name}</option>)}
            </select></div>
          <div><label for="filter-point">Point</label>
            <select id="filter-point" value={filter.point ?? ""} onChange={event => set({ point: event.currentTarget.value })}>
              <option value="">any</option>
              {room.clauses.map(clause => <option key={clause.id} value={clause.id}>{room.nameOf(clause.id)}</option>)}
            </select></div>
        </div>
        {matching && <p class="found">{cards.length === 0 ? "Nothing matches. Try fewer conditions." : count(cards.length, "note matches", "notes match")} <button type="button" class="link" onClick={() => store.setFilter({})}>Show all again</button></p>}
      </form>
      {matching && <List items={cards} label="Notes that match" render={card => <Note room={room} card={card} />} />}
      {!matching && <p class="empty">Type a word, or choose who or what: the margin and the highlights then show only that.</p>}
    </>
  );
}
