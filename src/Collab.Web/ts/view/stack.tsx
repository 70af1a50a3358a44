import type { Clause } from "../model/wire.js";
import { plural, t } from "../text/language.js";
import { Act } from "./actions.js";
import { Card } from "./card.js";
import { Composer } from "./composer.js";
import { Menu } from "./menu.js";
import { heatPart, hourPart } from "./later.js";
import { keyOf } from "./keys.js";
import { keys, presenting } from "./settings.js";
import type { Room } from "./room.js";
import { capital, commentOn } from "./words.js";

/** About one card for so many characters of the clause: the margin stays as long as the text. */
const charactersPerCard = 165;

/** The notes of one clause in the margin; clause undefined is the whole document. */
export function Stack({ room, clause }: { room: Room; clause?: Clause }) {
  const { store } = room;
  const id = clause?.id ?? "";
  const name = room.nameOf(clause?.id);
  const stack = store.stackAt(id);
  const { cards } = stack;
  const coming = !store.ready.value;
  const roomFor = Math.max(1, Math.floor((clause?.text.length ?? 0) / charactersPerCard));
  // What is on its way, refused, or mine since I came stands over and above the room for cards; paper has room for all.
  const shown = cards.filter((card, index) => index < roomFor || card.pending || card.posted || room.prints.value);
  const composing = room.composing.value?.clause === id;
  const locked = room.clause(id)?.locked === true;
  const onlyMe = room.onlyMe([id]);
  const Heading = `h${clause ? Math.min(6, Math.max(2, clause.level + 1) + 1) : 2}` as "h3";
  const draft = !composing && store.draft(room.place(id));
  const moderates = !presenting.value && clause !== undefined && (store.may("lock") || store.may("lead"));
  const Hour = hourPart.module.value?.parts;
  const Heat = room.heated.value && heatPart.module.value;
  return (
    <div class="stack"
      onPointerEnter={event => event.pointerType === "mouse" && store.hold(id, "pointer", true)} onPointerLeave={() => store.hold(id, "pointer", false)}
      onFocusIn={() => store.hold(id, "focus", true)} onFocusOut={event => !(event.currentTarget as Element).contains(event.relatedTarget as Node | null) && store.hold(id, "focus", false)}>
      {composing && <Composer room={room} clause={id} key="composer" />}
      <Heading class="vh">{coming || cards.length > 0 ? t("Notes at {place}", { place: name }) : t("No notes at {place} yet", { place: name })}</Heading>
      {coming && <p class="coming">{t("Notes are coming…")}</p>}
      {Hour && clause && <><Hour.RoundAt room={room} clause={id} /><Hour.DraftsAt room={room} clause={id} /></>}
      <div class="cards">
        {shown.map((card, index) => <Card key={card.id} room={room} card={card} clause={id} first={index === 0} />)}
      </div>
      {Heat && clause && <Heat.HeatAt room={room} clause={id} />}
      <div class="stack-foot">
        {store.matching.value && cards.length < stack.total && <span class="matching">{t("{n} of {all} match", { n: cards.length, all: stack.total })}</span>}
        {stack.held > 0 && <button type="button" class="held" onClick={() => store.release(id)} aria-keyshortcuts={keys.value.on ? keyOf("latest") : undefined}>{plural(stack.held, "{n} new", "{n} new")}</button>}
        {cards.length > 1 && <button type="button" class={cards.length > shown.length ? "all" : "all small-only"} onClick={() => room.open({ kind: "clause", clause: id })}>{plural(cards.length, "All {n} note at {place}", "All {n} notes at {place}", { place: name })}</button>}
        {locked && <span class="locked">{t("Locked")}</span>}
        <span class="at-hand">
          {!composing && (!onlyMe || store.may("write-private-note")) && (
            <button type="button" class="comment" data-comment={id} title={onlyMe && t("Only you will see it: {reason}", { reason: onlyMe })} onClick={() => room.compose(id)}>{draft ? t("Continue your draft") : commentOn(room, id)}</button>
          )}
          {Hour && clause && <Hour.StancesAt room={room} clause={clause} />}
          {moderates && (
            <Menu label={capital(t("{place}: lock, lead", { place: name }))}>
              {store.may("lead") && <button type="button" onClick={() => room.bringEveryone(id)}>{t("Bring everyone to {place}", { place: name })}</button>}
              {store.may("lock") && <Act room={room} label={locked ? t("Unlock {place}", { place: name }) : t("Lock {place}", { place: name })} does={() => (locked ? store.unlock(id) : store.lock(id))} />}
            </Menu>
          )}
        </span>
      </div>
    </div>
  );
}
