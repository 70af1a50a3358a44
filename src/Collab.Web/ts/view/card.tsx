import { useRef } from "preact/hooks";
import type { Card as CardOf } from "../store/store.js";
import { commas, plural, t } from "../text/language.js";
import { Body } from "./body.js";
import { InEdition } from "./editions.js";
import { panelPart } from "./later.js";
import { LaterMenu } from "./margin.js";
import { Menu } from "./menu.js";
import { Moment } from "./moment.js";
import { Pending } from "./pending.js";
import { Reactions } from "./reactions.js";
import type { Room } from "./room.js";
import { useSeen } from "./seen.js";
import { anchorOf, capital, numbered, quoteOf, saidOf } from "./words.js";

/** A note in the margin. Its name opens the thread; so does a click anywhere on it. */
export function Card({ room, card, clause, first }: { room: Room; card: CardOf; clause: string; first?: boolean }) {
  const { note, pin } = card;
  const { store } = room;
  const author = room.nameOfPerson(note.creator.id, note.creator.name);
  const element = useRef<HTMLElement>(null);
  useSeen(element, card.unread, () => store.markRead(note.id));
  const quote = quoteOf(note, clause);
  // An edit on its way is of a note that is there.
  const known = note.number > 0;
  const open = (): void => room.openThread(note.id, clause);
  const onClick = (event: MouseEvent): void => {
    if (!known || (event.target as Element).closest("a, button, .menu") || getSelection()?.isCollapsed === false) return;
    open();
  };
  const other = note.targets.length > 1 ? [...new Set(note.targets.map(target => target.clause))].filter(id => id !== clause) : [];
  const said = store.relationsOf(note.id);
  const Merged = card.merged && panelPart.module.value?.cardParts.MergedIn;
  const states = ["card", pin && "pinned", first && "first", card.unread && "unread", note.state !== "shown" && note.state, note.resolved && "resolved", note.visibility === "private" && "private", card.pending && "unsent", card.posted && "posted", store.focused.value === note.id && "focused"];
  return (
    <article ref={element} class={states.filter(Boolean).join(" ")} data-note={note.id} data-number={card.pending ? undefined : note.number} aria-label={!known ? t("Your note, not sent yet") : pin ? t("Pinned, {note} by {who}", { note: numbered(note), who: author }) : t("{note} by {who}", { note: numbered(note), who: author })}
      onClick={onClick} onPointerEnter={() => (store.focused.value = note.id)} onPointerLeave={() => !room.panel.value && (store.focused.value = undefined)}
      onFocusIn={() => (store.focused.value = note.id)}>
      <header>
        {pin && <span class="word">{capital(t("pinned"))}</span>}
        {card.unread && <span class="new"><span class="vh">{t("Unread. ")}</span></span>}
        {!known ? <span class="author">{author}</span> : <a class="author" href={anchorOf(note)} onClick={event => { event.preventDefault(); open(); }}>{author}</a>}
        <span class="when"><Moment room={room} at={note.created} />
          {card.replies > 0 && <> · {plural(card.replies, "{n} reply", "{n} replies")}</>}
          {note.resolved && <> · {t("resolved")}</>}
          {note.visibility === "private" && <> · {t("only you")}</>}
          {note.motivation === "questioning" && !note.resolved && <> · {t("question")}</>}
        </span>
        {quote && <q class="quote" dir="auto">{quote}</q>}<InEdition room={room} targets={note.targets} />
        {!card.pending && <Menu label={t("More for {note}", { note: numbered(note) })}><LaterMenu room={room} of={({ cardParts: { NoteActions } }) => <NoteActions room={room} card={card} clause={clause} />} /></Menu>}
      </header>
      {Merged && <Merged room={room} notes={card.merged!} clause={clause} />}
      <Body room={room} note={note} clamp={!pin} />
      {(note.tags.length > 0 || other.length > 0 || said.length > 0 || note.reactions.some(reaction => reaction.members.length > 0)) && (
        <p class="foot">
          {note.tags.map(tag => <span class="tag" key={tag}>{tag}</span>)}
          {other.length > 0 && <span>{t("also at {places}", { places: commas(other.map(id => room.nameOf(id))) })}</span>}
          {said.map(one => <span key={`${one.from} ${one.relation} ${one.to}`}>{t(saidOf(one, note.id), { note: t("note {number}", { number: store.card(one.from === note.id ? one.to : one.from)?.note.number ?? "" }) })}</span>)}
          <Reactions room={room} note={note} compact />
        </p>
      )}
      {card.pending && <Pending room={room} item={card.pending} />}
    </article>
  );
}
