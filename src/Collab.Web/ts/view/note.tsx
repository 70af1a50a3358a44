import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { isGone } from "../model/wire.js";
import type { Card } from "../store/store.js";
import { plural, t } from "../text/language.js";
import { AskDelete, AskWhy, FormerWordings } from "./asked.js";
import { AskMerge, AskRelate, Relations } from "./between.js";
import { Body } from "./body.js";
import { InEdition } from "./editions.js";
import { Editor } from "./editor.js";
import { Menu } from "./menu.js";
import { MergedIn } from "./merged.js";
import { Moment } from "./moment.js";
import { Move, MoveConflict } from "./move.js";
import { NoteActions } from "./noteactions.js";
import { Pending } from "./pending.js";
import { Reactions } from "./reactions.js";
import { Reply } from "./reply.js";
import type { Asked, Room } from "./room.js";
import { useSeen } from "./seen.js";
import { anchorOf, capital, numbered } from "./words.js";

/** A note in full, with all that can be done to it: in the panel's list, and in a thread. */
export function Note({ room, card, clause, focus, inThread, replying }: { room: Room; card: Card; clause?: string; focus?: boolean; inThread?: boolean; replying?: boolean }) {
  const { store } = room;
  const { note, pin } = card;
  const [asked, setAsked] = useState<Asked | "reply" | undefined>(replying ? "reply" : undefined);
  const element = useRef<HTMLElement>(null);
  const author = room.nameOfPerson(note.creator.id, note.creator.name);
  const request = room.asked.value;
  useLayoutEffect(() => {
    if (request?.note !== note.id || !inThread) return;
    setAsked(request.what);
    room.asked.value = undefined;
  }, [request]);
  useLayoutEffect(() => {
    if (focus && !replying) element.current?.focus({ preventScroll: true });
    if (focus) element.current?.scrollIntoView({ block: "nearest" });
  }, [focus]);
  useLayoutEffect(() => {
    if (replying) setAsked("reply");
  }, [replying]);
  useSeen(element, card.unread, () => store.markRead(note.id));
  const close = (): void => {
    // The focus comes back only from here: the reader may have gone on meanwhile.
    if (document.activeElement === document.body || element.current?.contains(document.activeElement)) element.current?.focus({ preventScroll: true });
    setAsked(undefined);
  };
  const conflict = store.conflictOf(note.id);
  const editing = asked === "edit" || conflict?.mine.body !== undefined;
  return (
    <article class={["note", pin && "pinned", card.unread && "unread", note.state !== "shown" && note.state, note.visibility === "private" && "private", card.pending && "unsent"].filter(Boolean).join(" ")}
      ref={element} tabIndex={-1} data-note={note.id} aria-label={note.number > 0 ? capital(t("{note} by {who}", { note: numbered(note), who: author })) : t("Your note, not sent yet")}
      onPointerEnter={() => !inThread && (store.focused.value = note.id)} onFocusIn={() => !note.thread && (store.focused.value = note.id)}>
      <header>
        {pin && <span class="word">{capital(t("pinned"))}</span>}
        {card.unread && <span class="new"><span class="vh">{t("Unread. ")}</span></span>}
        <span class="author">{author}</span>
        <span class="when">
          <Moment room={room} at={note.created} />
          {note.modified && !isGone(note) && <> · <button type="button" class="link" onClick={() => setAsked("history")}>{t("edited")}</button></>}
          {note.mergedInto && <> · {t("merged in")}</>}
          {note.resolved && <> · {t("resolved")}</>}
          {note.visibility === "private" && <> · {t("only you")}</>}
          {note.targets.some(({ edition, revision }) => !edition && revision! < store.state.value.revision) && <> · {t("on an earlier text")}</>}
          {note.motivation === "questioning" && <> · {t("question")}</>}
        </span>
        {!card.pending && <a class="cite" href={anchorOf(note)} aria-label={capital(t("{note}, its address", { note: numbered(note) }))}>{note.number}</a>}
      </header>
      {!note.thread && note.targets.map(target => (
        <p class="about" key={`${target.clause} ${target.edition} ${target.position?.start ?? ""}`}>
          {(target.clause !== clause || note.targets.length > 1) && <button type="button" class="link" onClick={() => room.show(target.clause, true)}>{room.nameOf(target.clause)}</button>}
          {target.quote && <q class="quote" dir="auto">{target.quote.exact}</q>}<InEdition room={room} targets={[target]} />
        </p>
      ))}
      {card.merged && !inThread && <MergedIn room={room} notes={card.merged} clause={clause} />}
      {conflict && !conflict.mine.body && <MoveConflict room={room} conflict={conflict} />}
      {editing ? <Editor room={room} note={note} focus={asked === "edit"} onClose={close} /> : <Body room={room} note={note} />}
      {note.tags.length > 0 && <p class="foot">{note.tags.map(tag => <span class="tag" key={tag}>{tag}</span>)}</p>}
      <Relations room={room} note={note} />
      {card.pending && !conflict && <Pending room={room} item={card.pending} />}
      {!card.pending && !editing && (
        <div class="note-actions">
          {!inThread && <button type="button" class="quiet-button" onClick={() => room.openThread(note.id, clause)}>{card.replies > 0 ? plural(card.replies, "{n} reply", "{n} replies") : t("Open")}</button>}
          {store.may("reply", note) && note.visibility !== "private" && !isGone(note) && (
            <button type="button" class="quiet-button" data-reply onClick={() => (inThread ? setAsked("reply") : room.openThread(note.id, clause, note.id))}>{t("Reply")}</button>
          )}
          {note.state === "shown" && <Reactions room={room} note={note} />}
          <Menu label={t("More for {note}", { note: numbered(note) })}><NoteActions room={room} card={card} clause={clause} ask={inThread ? setAsked : undefined} /></Menu>
        </div>
      )}
      {(asked === "hide" || asked === "flag") && <AskWhy room={room} note={note} flag={asked === "flag"} onClose={close} />}
      {asked === "delete" && <AskDelete room={room} note={note} onClose={close} />}
      {(asked === "move" || asked === "passage") && <Move room={room} note={note} clause={clause} passage={asked === "passage"} onClose={close} />}
      {asked === "relate" && <AskRelate room={room} note={note} onClose={close} />}
      {asked === "merge" && <AskMerge room={room} note={note} onClose={close} />}
      {asked === "history" && <FormerWordings room={room} note={note} onClose={close} />}
      {asked === "reply" && <Reply room={room} note={note} onClose={close} />}
    </article>
  );
}
