// Ranks the notes of a clause, filters them, and holds back what arrives while the reader is there. Pure.
import { placesOf, type RoomState, underOf } from "../model/fold.js";
import type { Annotation, Pin } from "../model/wire.js";
import type { OutboxItem } from "../live/outbox.js";

/** A note as a card shows it. */
export interface Card {
  id: string;
  note: Annotation;
  pin?: Pin;
  unread: boolean;
  mine: boolean;
  /** False where the filter leaves it out; stacks hold only those that match, threads all. */
  matches: boolean;
  replies: number;
  /** What was merged into it, with passages of its own. */
  merged?: readonly Annotation[];
  /** Not acknowledged yet, or refused: the note is only in this browser. */
  pending?: OutboxItem;
  /** Mine, and newer than this visit: it stays in view whatever the rank or the filter. */
  posted?: true;
}

/** The notes of a clause, ranked: pinned, unread, most replied, newest. */
export interface Stack {
  clause: string;
  cards: readonly Card[];
  /** Notes and replies that wait behind "2 new", because the reader is in this stack or holds all updates. */
  held: number;
  /** Roots here before the filter. */
  total: number;
  /** Notes and replies that are shown here, before the filter, with those that wait. */
  said: number;
}

export interface Filter {
  /** A member's id. */
  who?: string;
  kind?: "pinned" | "questions" | "mine" | "unread";
  state?: "unresolved" | "resolved" | "hidden";
  tag?: string;
  /** A clause's id. */
  point?: string;
  words?: string;
  /** Written on that day or later, and before that day, in UTC: as the search takes them ("2026-11-01"). */
  after?: string;
  before?: string;
  /** In which order what is left is listed: by its place in the text where nothing is said. It leaves nothing out. */
  sort?: "newest" | "answered";
}

/** What a stack showed when the reader came to it: its order, and the seq beyond which others' notes wait. */
export interface Hold { seq: number; order: readonly string[] }

/** Pinned in their order, then unread, most replied, newest: by time, for private notes are numbered apart. */
export function rank(a: Card, b: Card): number {
  return (a.pin ? a.pin.order : Infinity) - (b.pin ? b.pin.order : Infinity) || compare(b.unread, a.unread) || b.replies - a.replies
    || byTime(b.note, a.note) || b.note.number - a.note.number || 0;
}

/** Times are all of one length, in UTC: compared as they are written, a hundred times as fast as when parsed. */
export function byTime(a: Annotation, b: Annotation): number {
  return a.created < b.created ? -1 : Number(a.created > b.created);
}

/** The order that a held stack keeps: as it was, with what is my own and new after the pins. Pins that were first change places at once: whoever moves one sees it move. */
export function keepOrder(cards: readonly Card[], order: readonly string[]): Card[] {
  const place = new Map(order.map((id, index) => [id, index]));
  const fresh = cards.filter(card => !place.has(card.id));
  const known = cards.filter(card => place.has(card.id)).sort((a, b) => place.get(a.id)! - place.get(b.id)!);
  const first = known.findIndex(card => !card.pin);
  const top = known.splice(0, first < 0 ? known.length : first).sort((a, b) => a.pin!.order - b.pin!.order);
  known.unshift(...top);
  const pinned = known.findLastIndex(card => card.pin) + 1;
  return [...known.slice(0, pinned), ...fresh, ...known.slice(pinned)];
}

/** One tag, with capitals or without. */
export const tagKey = (tag: string): string => tag.trim().toLowerCase();

/** `words` are those of the filter, `text` what a note says: both in small letters. */
export interface FilterContext { state: RoomState; me: string; words: readonly string[]; unread(note: Annotation): boolean; text(note: Annotation): string }

/** Whether a root, or anything in its thread, is what the filter asks for. */
export function matches(root: Annotation, filter: Filter, context: FilterContext): boolean {
  const { state, me } = context;
  if (filter.point !== undefined && !placesOf(root).includes(filter.point)) return false;
  const thread = [root, ...underOf(state, root.id)];
  if (filter.who !== undefined && !thread.some(note => note.creator.id === filter.who)) return false;
  switch (filter.kind) {
    case "pinned":
      if (![...state.pins.values()].some(pins => pins.some(pin => pin.annotation === root.id))) return false;
      break;
    case "questions":
      if (root.motivation !== "questioning") return false;
      break;
    case "mine":
      if (!thread.some(note => note.creator.id === me)) return false;
      break;
    case "unread":
      if (!thread.some(note => context.unread(note))) return false;
      break;
  }
  switch (filter.state) {
    case "unresolved":
      if (root.resolved || root.state !== "shown") return false;
      break;
    case "resolved":
      if (!root.resolved) return false;
      break;
    case "hidden":
      if (!thread.some(note => note.state === "hidden" && note.body)) return false;
      break;
  }
  if (filter.tag !== undefined && !thread.some(note => note.tags.some(tag => tagKey(tag) === tagKey(filter.tag!)))) return false;
  // As times are written they compare with days, too; with a day that is not given nothing does.
  if (!thread.some(({ created }) => !(created < filter.after! || created >= filter.before!))) return false;
  // No word reaches over two notes: each is looked through as it is kept, in lower case.
  return context.words.every(word => thread.some(note => context.text(note).includes(word)));
}

export function isEmpty(filter: Filter): boolean {
  return !filterParts.some(name => name !== "sort" && filter[name]);
}

const filterParts = ["who", "kind", "state", "tag", "point", "words", "after", "before", "sort"] as const;
/** A day that there is: another is no time at all, or printed as the one it falls on. */
const day = { test: (value: string): boolean => /^\d{4}-/.test(value) && new Date(value).toJSON() === `${value}T00:00:00.000Z` };
const filterChoices: { [K in (typeof filterParts)[number]]?: Pick<RegExp, "test"> } = { kind: /^(pinned|questions|mine|unread)$/, state: /^(unresolved|resolved|hidden)$/, after: day, before: day, sort: /^(newest|answered)$/ };

/** The filter in a URL's query: each of its parts by its name. */
export function readFilter(query: string): Filter {
  const parameters = new URLSearchParams(query);
  // Addresses of before had it among the kinds.
  if (parameters.get("kind") === "unresolved") parameters.set("state", "unresolved");
  const filter: Record<string, string> = {};
  for (const name of filterParts) {
    const value = parameters.get(name);
    if (value && (filterChoices[name]?.test(value) ?? true)) filter[name] = value;
  }
  return filter;
}

/** Whether two filters differ in more than what is being typed: then going back leads from one to the other. */
export function isStep(before: Filter, after: Filter): boolean {
  return filterParts.some(name => (name === "words" ? !before.words !== !after.words : before[name] !== after[name]));
}

export function writeFilter(query: string, filter: Filter): string {
  const parameters = new URLSearchParams(query);
  for (const name of filterParts) {
    const value = filter[name];
    if (value) parameters.set(name, value);
    else parameters.delete(name);
  }
  const text = parameters.toString();
  return text ? `?${text}` : "";
}

/** The same card where nothing about it changed, so that a component which was drawn with it is left alone. */
export function reuse(before: Card | undefined, after: Card): Card {
  return before && before.note === after.note && before.pin === after.pin && before.unread === after.unread && before.mine === after.mine
    && before.matches === after.matches && before.replies === after.replies && before.pending === after.pending && before.posted === after.posted
    && before.merged?.length === after.merged?.length && (before.merged ?? []).every((note, index) => note === after.merged![index]) ? before : after;
}

function compare(a: boolean, b: boolean): number {
  return Number(a) - Number(b);
}
