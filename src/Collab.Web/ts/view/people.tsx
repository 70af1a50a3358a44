import type { Person } from "../model/wire.js";
import { commas, plural, t } from "../text/language.js";
import { panelPart } from "./later.js";
import { fetchOrSay } from "./margin.js";
import type { Room } from "./room.js";
import { hue, initials, nth } from "./words.js";

/** A person as initials, with the number of who is not the first of that name; the name is there on hover and for screen readers. */
export function Initials({ person, small }: { person: Pick<Person, "id" | "name">; small?: boolean }) {
  return <span class={`initials hue-${hue(person.id)}${small ? " small" : ""}`} title={person.name}><span aria-hidden="true">{initials(person.name)}{nth(person.name)}</span><span class="vh">{person.name}</span></span>;
}

const most = 5;

/** Who is here, in the bar: a few initials, and everybody's name and place behind them, which comes with the panel's script. */
export function People({ room }: { room: Room }) {
  const people = room.store.people.value;
  const Panel = panelPart.module.value;
  if (people.length === 0) return null;
  return (
    <details class="people" onToggle={() => void fetchOrSay(room, panelPart)} onKeyDown={event => { if (event.key === "Escape") { event.stopPropagation(); event.currentTarget.open = false; event.currentTarget.querySelector("summary")!.focus(); } }}>
      <summary>
        <span class="vh">{plural(people.length, "{n} person here: ", "{n} people here: ")}</span>
        {people.slice(0, most).map(person => <Initials key={person.id} person={person} />)}
        {people.length > most && <span class="initials more">+{people.length - most}</span>}
      </summary>
      {Panel && <Panel.PeopleList room={room} />}
    </details>
  );
}

/** Who reads a clause, beside its number: a place of its own, so that nothing moves. */
export function Gutter({ room, clause }: { room: Room; clause: string }) {
  const me = room.store.me.value.id;
  const people = room.store.peopleAt(clause).filter(person => person.id !== me);
  const typing = room.store.typingAt(clause).filter(person => person.id !== me);
  if (people.length + typing.length === 0) return null;
  const shown = people.slice(0, 2);
  return (
    <>
      {shown.map(person => <Initials key={person.id} person={person} small />)}
      {people.length > shown.length && <span class="initials small more">+{people.length - shown.length}</span>}
      {typing.length > 0 && <span class="typing" title={t("{names} writing", { names: commas(typing.map(person => person.name)) })}>…</span>}
    </>
  );
}
