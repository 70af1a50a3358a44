import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { withNames } from "../model/mentions.js";
import { placesOf, topOf } from "../model/state.js";
import type { Annotation, Verb } from "../model/wire.js";
import type { OutboxItem } from "../store/store.js";
import { plural, t } from "../text/language.js";
import { BarMenu } from "./barmenu.js";
import { catchingUp } from "./catching.js";
import { List } from "./list.js";
import { MergedIn } from "./merged.js";
import { Note } from "./note.js";
import { NoteActions } from "./noteactions.js";
import { Pending } from "./pending.js";
import { hourPart } from "./later.js";
import { QueueLink, WaitingNotes } from "./queue.js";
import type { Panel as PanelOf, Room } from "./room.js";
import { Search } from "./search.js";
import { TagField } from "./tagfield.js";
import { Thread } from "./thread.js";
import { capital, commentOn, numbered } from "./words.js";

// Where a panel was left, by its own object: back from a thread it stands as it stood.
const left = new WeakMap<PanelOf, { top?: number; words?: string }>();
const leave = (panel: PanelOf, part: { top?: number; words?: string }): void => void left.set(panel, { ...left.get(panel), ...part });

/** What a filter by words looks at. */
const wordsOf = (note: Annotation, author: string): string =>
  `${author} ${note.number} ${withNames(note.body?.text ?? "", true)} ${note.tags.join(" ")} ${note.targets.map(target => target.quote?.exact ?? "").join(" ")}`.toLowerCase();

/** What takes the margin's place: all notes of a clause, a thread, the search, or what could not be sent. */
export function Panel({ room }: { room: Room }) {
  const panel = room.panel.value;
  const heading = useRef<HTMLHeadingElement>(null);
  const scroll = useRef<HTMLDivElement>(null);
  const at = panel && (panel.kind === "clause" ? panel.clause : panel.kind);
  useLayoutEffect(() => {
    document.body.classList.toggle("has-panel", panel !== undefined);
    scroll.current?.scrollTo(0, panel ? left.get(panel)?.top ?? 0 : 0);
    if (panel && panel.kind !== "thread" && panel.kind !== "search") heading.current?.focus({ preventScroll: true });
  }, [at]);
  const sheet = panel !== undefined && room.narrow.value;
  useEffect(() => (sheet ? oneBack(() => room.closePanel()) : undefined), [sheet]);
  const Hour = hourPart.module.value?.parts;
  if (!panel) return null;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    back(room, panel);
  };
  return (
    <div class="panel" role={room.narrow.value ? "dialog" : "region"} aria-modal={room.narrow.value || undefined} aria-labelledby="panel-h" onKeyDown={onKeyDown}>
      <header>
        {panel.kind === "thread" && panel.from && panel.from.kind !== "thread" && <button type="button" class="quiet-button" onClick={() => back(room, panel)}>← {panel.from.kind === "clause" ? t("All notes at {place}", { place: room.nameOf(panel.from.clause) }) : t("Back")}</button>}
        <h2 id="panel-h" ref={heading} tabIndex={-1}>{titleOf(room, panel)}</h2>
        <button type="button" class="close" onClick={() => room.closePanel()}>{t("Close")}</button>
      </header>
      <div class="panel-scroll" ref={scroll} onScroll={event => leave(panel, { top: event.currentTarget.scrollTop })}>
        {panel.kind === "clause" && <ClauseNotes room={room} panel={panel} key={panel.clause} />}
        {panel.kind === "thread" && <Thread room={room} panel={panel} />}
        {panel.kind === "search" && <Search room={room} />}
        {panel.kind === "outbox" && <Outbox room={room} />}
        {panel.kind === "waiting" && <WaitingNotes room={room} />}
        {panel.kind === "inbox" && <catchingUp.Inbox room={room} list={(entries, render) => <List items={entries} label={t("For you")} render={render} />} />}
        {panel.kind === "session" && (Hour ? <Hour.SessionPanel room={room} queue={<QueueLink room={room} />} /> : <p class="coming">{t("One moment…")}</p>)}
      </div>
    </div>
  );
}

export { catchingUp } from "./catching.js";
export { HeatAt, Legend, Sentences } from "./heat.js";
export { PeopleList } from "./peoplelist.js";

/** For whoever writes: where a field for tags is shown before this script has come, it is a plain one. */
export const tagParts = { TagField };

/** What a card's menu holds, and what it shows of what was merged into it. */
export const cardParts = { MergedIn, NoteActions };

/** The room's menu comes with this script: neither is needed to begin to read. */
export function RoomMenu({ room }: { room: Room }) {
  return <BarMenu room={room} />;
}

/** What stands over all else is left by the browser's Back, and not the room. */
function oneBack(close: () => void): () => void {
  const { href } = location;
  let left = false;
  const onPop = (): void => {
    left = !history.state?.sheet;
    if (left) close();
  };
  history.pushState({ sheet: true }, "");
  addEventListener("popstate", onPop);
  return () => {
    removeEventListener("popstate", onPop);
    // Where the address has changed meanwhile, Back is a step of that.
    if (!left && location.href === href) history.back();
  };
}

function back(room: Room, panel: PanelOf): void {
  if (panel.kind === "thread" && panel.from && panel.from.kind !== "thread") room.panel.value = panel.from;
  else room.closePanel();
}

function titleOf(room: Room, panel: PanelOf): string {
  if (panel.kind === "clause") return plural(room.store.stackAt(panel.clause).cards.length, "{n} note at {place}", "{n} notes at {place}", { place: room.nameOf(panel.clause) });
  if (panel.kind === "search") return t("Search and filter");
  if (panel.kind === "waiting") return t("Notes of yours");
  if (panel.kind === "inbox") return t("Inbox");
  if (panel.kind === "session") return t("Session");
  if (panel.kind === "outbox") {
    const items = room.store.outbox.value;
    const refused = items.filter(item => item.state === "refused").length;
    return refused === 0 ? t("Not sent yet") : refused === items.length ? t("Refused") : t("Not sent yet, and refused");
  }
  const note = room.store.card(panel.note)?.note;
  const root = note && topOf(room.store.state.value, note);
  // It may have been moved since the panel was opened at a point.
  const at = root && placesOf(root).includes(panel.clause ?? "") ? panel.clause : root?.targets[0]?.clause;
  return root ? capital(t("{note} at {place}", { note: numbered(root), place: room.nameOf(at) })) : t("Note");
}

function noNotes(room: Room, clause: string): string {
  if (room.store.matching.value) return t("No note here is what the filter asks for. Show all again in Search.");
  const onlyMe = room.onlyMe([clause]);
  if (!onlyMe) return clause ? t("No notes here yet. Select words of the text and press Annotate.") : t("No notes here yet. Say something on the whole document.");
  return t("No notes here yet. What you write here is for you alone: {reason}.", { reason: onlyMe });
}

function ClauseNotes({ room, panel }: { room: Room; panel: PanelOf & { kind: "clause" } }) {
  const { store } = room;
  const { clause } = panel;
  const [words, setWords] = useState(left.get(panel)?.words ?? "");
  useLayoutEffect(() => {
    store.hold(clause, "panel", true);
    return () => store.hold(clause, "panel", false);
  }, [clause]);
  const stack = store.stackAt(clause);
  const wanted = words.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const cards = stack.cards
    .filter(card => wanted.length === 0 || wanted.every(word => wordsOf(card.note, room.nameOfPerson(card.note.creator.id, card.note.creator.name)).includes(word)));
  return (
    <>
      <div class="panel-search">
        <label class="vh" for="panel-words">{t("Search these notes")}</label>
        <input id="panel-words" type="search" placeholder={t("Search these notes")} value={words} onInput={event => { setWords(event.currentTarget.value); leave(panel, { words: event.currentTarget.value }); }} />
        {stack.held > 0 && <button type="button" class="held" onClick={() => store.release(clause)}>{plural(stack.held, "{n} new", "{n} new")}</button>}
        {store.may("write-private-note") && <button type="button" class="comment" onClick={() => room.compose(clause)}>{commentOn(room, clause)}</button>}
      </div>
      {cards.length === 0 && <p class="empty">{wanted.length > 0 ? t("Nothing here has these words.") : noNotes(room, clause)}</p>}
      <List items={cards} label={t("Notes at {place}", { place: room.nameOf(clause) })} render={card => <Note room={room} card={card} clause={clause} />} />
      {clause && <p><a href={`/rooms/${encodeURIComponent(store.boot.document)}/cite?point=${clause}`}>{t("Cite {place}", { place: room.nameOf(clause) })}</a></p>}
    </>
  );
}

/** What is on its way: by itself, and where it is about a note. */
const verbs: Record<Verb, readonly [alone: string, about?: string]> = {
  Annotate: [t("A note")], Reply: [t("A reply"), t("A reply to {note}")], Edit: [t("A change"), t("A change to {note}")], Delete: [t("Deleting"), t("Deleting {note}")],
  Pin: [t("Pinning"), t("Pinning {note}")], Unpin: [t("Unpinning"), t("Unpinning {note}")], Hide: [t("Hiding"), t("Hiding {note}")], Unhide: [t("Restoring"), t("Restoring {note}")],
  Resolve: [t("Resolving"), t("Resolving {note}")], Reopen: [t("Reopening"), t("Reopening {note}")], React: [t("A reaction"), t("A reaction to {note}")], Flag: [t("Flagging"), t("Flagging {note}")],
  Lock: [t("Locking the point")], Unlock: [t("Unlocking the point")], Close: [t("Closing the document")], ReopenDocument: [t("Reopening the document")], Lead: [t("Leading")],
};

function what(room: Room, item: OutboxItem): string {
  const note = item.annotation === undefined ? undefined : room.store.card(item.annotation)?.note;
  const [alone, about] = verbs[item.verb];
  return note && about ? t(about, { note: numbered(note) }) : alone;
}

function Outbox({ room }: { room: Room }) {
  const items = room.store.outbox.value;
  if (items.length === 0) return <p class="empty">{t("Everything has been sent.")}</p>;
  return (
    <ul class="list">
      {items.map(item => (
        <li key={item.commandId}>
          <article class="note unsent">
            <header><span class="author">{what(room, item)}</span>{item.clause && <span class="when">{room.nameOf(item.clause)}</span>}</header>
            <div class="body plain">{withNames((item.body["body"] as { text?: string } | undefined)?.text ?? "", true)}</div>
            <Pending room={room} item={item} />
          </article>
        </li>
      ))}
    </ul>
  );
}
