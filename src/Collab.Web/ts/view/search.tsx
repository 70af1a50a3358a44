import { useLayoutEffect, useRef } from "preact/hooks";
import { placesOf, underOf } from "../model/state.js";
import type { Annotation } from "../model/wire.js";
import type { Filter } from "../store/store.js";
import { tagsIn } from "../store/vocabulary.js";
import { commas, plural, t, woven } from "../text/language.js";
import { List } from "./list.js";
import { Note } from "./note.js";
import type { Room } from "./room.js";

const kindChoices: Choices<"kind"> = [["pinned", t("pinned")], ["questions", t("questions")], ["mine", t("mine")], ["unread", t("unread by me")]];
const stateChoices: Choices<"state"> = [["unresolved", t("unresolved")], ["resolved", t("resolved")], ["hidden", t("hidden")]];
const orderChoices: Choices<"sort"> = [["newest", t("newest first")], ["answered", t("most answered first")]];

type Choices<K extends keyof Filter> = readonly (readonly [NonNullable<Filter[K]>, string])[];

/** Reads the notes in pieces that no frame waits for, so that the first search for words has not to. Not every browser says when it has time. */
function readAhead({ store }: Room): () => void {
  const notes = [...store.state.peek().annotations.values()];
  const some = (): void => {
    const until = performance.now() + 6;
    while (notes.length > 0 && performance.now() < until) store.readAhead(notes.pop()!);
    if (notes.length > 0) timer = setTimeout(some);
  };
  let timer = setTimeout(some);
  return () => clearTimeout(timer);
}

/** Who, kind, state, tag, point, time, words, and in which order. The highlights fade to match, and the address keeps it. */
export function Search({ room }: { room: Room }) {
  const { store } = room;
  const field = useRef<HTMLInputElement>(null);
  const filter = store.filter.value;
  const matching = store.matching.value;
  useLayoutEffect(() => {
    field.current?.focus();
    return readAhead(room);
  }, []);
  useLayoutEffect(() => {
    if (!matching) return;
    const said = setTimeout(() => store.say(plural(matching.size, "{n} note matches", "{n} notes match"), { about: "filter" }), 600);
    return () => clearTimeout(said);
  }, [matching?.size]);
  const set = (part: Partial<Record<keyof Filter, string>>): void => {
    const next = { ...filter, ...part } as Filter;
    for (const key of Object.keys(next) as (keyof Filter)[]) if (!next[key]) delete next[key];
    store.setFilter(next);
  };
  const clear = (): void => {
    store.setFilter(filter.sort ? { sort: filter.sort } : {});
    field.current?.focus();
  };
  const choose = (name: keyof Filter, label: string, none: string, choices: readonly (readonly [string, string])[]) => (
    <div><label for={`filter-${name}`}>{label}</label>
      <select id={`filter-${name}`} value={filter[name] ?? ""} onChange={event => set({ [name]: event.currentTarget.value })}>
        <option value="">{none}</option>
        {choices.map(([id, text]) => <option key={id} value={id}>{text}</option>)}
        {filter[name] && !choices.some(([id]) => id === filter[name]) && <option value={filter[name]}>{filter[name]}</option>}
      </select></div>
  );
  const asked = [filter.words, filter.after && `after:${filter.after}`, filter.before && `before:${filter.before}`].filter(Boolean).join(" ");
  const all = new Map([...store.state.value.annotations, ...store.notebook.value]);
  return (
    <>
      <form class="filter" role="search" onSubmit={event => event.preventDefault()}>
        <label for="filter-words">{t("Words")}</label>
        <input id="filter-words" type="search" ref={field} value={filter.words ?? ""} onInput={event => set({ words: event.currentTarget.value })} />
        <div class="row">
          {choose("who", t("Who"), t("anybody"), store.members.value.map(member => [member.id, member.name]))}
          {choose("kind", t("Kind"), t("any"), kindChoices)}
          {choose("point", t("Point"), t("any"), room.clauses.map(clause => [clause.id, room.nameOf(clause.id)]))}
        </div>
        <div class="row">
          {choose("tag", t("Tag"), t("any"), tagsIn(all.values()).map(({ tag, count: notes }) => [tag, `${tag} (${notes})`]))}
          {choose("state", t("State"), t("any"), store.may("hide-annotation") ? stateChoices : stateChoices.slice(0, 2))}
          {choose("sort", t("Order"), t("as in the text"), orderChoices)}
        </div>
        <div class="row">
          {([["after", t("From (day, UTC)")], ["before", t("Before (day, UTC)")]] as const).map(([name, label]) =>
            <Day key={name} name={name} label={label} value={filter[name] ?? ""} choose={value => set({ [name]: value })} />)}
        </div>
        {matching && <p class="found">{matching.size === 0
          ? woven("Nothing matches {conditions}. Take a condition away, or <all>show all again</all>", { conditions: conditionsOf(room, filter), all: words => <button type="button" class="link" onClick={clear}>{words}</button> })
          : <>{plural(matching.size, "{n} note matches", "{n} notes match")} <button type="button" class="link" onClick={clear}>{t("Show all again")}</button></>}</p>}
      </form>
      {matching && <List items={inOrder(room, [...matching].flatMap(id => all.get(id) ?? []))} label={t("Notes that match")} render={note => {
        const card = store.card(note.id);
        return card ? <Note room={room} card={card} /> : <></>;
      }} />}
      {!matching && <p class="empty">{t("Type a word, or choose who, what or when: the margin and the highlights then show only that.")}</p>}
      <p class="quiet"><a href={`/seminars/${encodeURIComponent(store.boot.seminar)}/search${asked && `?q=${encodeURIComponent(asked)}`}`}>{t("Search all texts of the seminar")}</a></p>
    </>
  );
}

/** A day to choose or to type. What the field says is its own: a year that is half typed stays when the panel is drawn anew. */
function Day({ name, label, value, choose }: { name: string; label: string; value: string; choose(value: string): void }) {
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (field.current!.value !== value) field.current!.value = value;
  }, [value]);
  return (
    <div><label for={`filter-${name}`}>{label}</label>
      <input id={`filter-${name}`} type="date" ref={field} style={{ width: "100%" }} onChange={event => {
        // While a year is typed the browser tells of each that is on the way to it: 0002, 0020.
        if (!event.currentTarget.value.startsWith("0")) choose(event.currentTarget.value);
      }} /></div>
  );
}

/** What is asked, so that whoever finds nothing sees why. */
function conditionsOf(room: Room, filter: Filter): string {
  const { words, who, kind, state, tag, point, after, before } = filter;
  const named = (choices: readonly (readonly [string, string])[], id: string): string => choices.find(choice => choice[0] === id)?.[1] ?? id;
  return commas([words && t("“{words}”", { words: words.trim() }), who && t("by {who}", { who: room.nameOfPerson(who) }), kind && named(kindChoices, kind), state && named(stateChoices, state), tag && t("tagged “{tag}”", { tag }), point && t("at {place}", { place: room.nameOf(point) }), after && t("from {day}", { day: after }), before && t("before {day}", { day: before })].flatMap(condition => condition || []));
}

function inOrder({ clauses, store }: Room, notes: Annotation[]): Annotation[] {
  const newest = (a: Annotation, b: Annotation): number => Date.parse(b.created) - Date.parse(a.created) || b.number - a.number;
  const { sort } = store.filter.value;
  if (sort === "newest") return notes.sort(newest);
  const weigh = sort ? ({ id }: Annotation) => -underOf(store.state.value, id).length : (note: Annotation) => places.get(placesOf(note)[0]!) ?? -1;
  const places = new Map(clauses.map((clause, index) => [clause.id, index]));
  const weights = new Map(notes.map(note => [note, weigh(note)]));
  return notes.sort((a, b) => weights.get(a)! - weights.get(b)! || (sort ? newest(a, b) : a.number - b.number));
}
