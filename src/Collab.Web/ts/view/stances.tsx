import { roundAt } from "../model/state.js";
import type { Clause, Stance } from "../model/wire.js";
import { commas, t, woven } from "../text/language.js";
import { Menu } from "./menu.js";
import { isSpokenFor, MinorityNotes } from "./minority.js";
import { callNow } from "./calls.js";
import { useDraft } from "./kept.js";
import { askMine, mine } from "./moments.js";
import type { Room } from "./room.js";
import { stanceName } from "./scale.js";
import { presenting } from "./settings.js";
import { capital } from "./words.js";

/** As it stands in a line with others: in quotation marks where a comma stands in it. */
const inLine = (room: Room, stance: string): string => (/[,;،；，、]/.test(stance) ? t("“{words}”", { words: stance }) : stanceName(room, stance));

/** Where everybody stands on a point, in words and numbers; unfolded, mine to take, change or withdraw. */
export function StancesAt({ room, clause }: { room: Room; clause: Clause }) {
  const { store } = room;
  const { stances } = store.state.value;
  const here = stances.taken.filter(stance => stance.clause === clause.id);
  const may = store.may("take-stance") && !room.clause(clause.id)?.locked;
  if (clause.kind === "heading" || here.length === 0 && !may && !isSpokenFor(room, clause.id)) return null;
  const words = commas(stances.scale.map(word => [here.filter(stance => stance.stance === word).length, inLine(room, word)] as const).filter(([held]) => held > 0).map(parts => parts.join(" ")));
  const name = room.nameOf(clause.id);
  const told = here.filter(stance => stance.by || stance.reason || stance.reasonHidden);
  const hides = store.may("hide-annotation") && !presenting.value;
  return (
    <Menu class="stances" label={words || !may ? t("Stances at {place}: {stances}", { place: name, stances: words || t("nobody took one") }) : t("Take a stance at {place}", { place: name })} text={words || (may ? t("Take a stance") : t("Stances"))}>
      {may && <Mine room={room} clause={clause.id} here={here} />}
      {told.length > 0 && <ul class="held-by">
        {told.map(({ id, by, stance, reason, reasonHidden }) => (
          <li key={id} dir="auto">
            {by && `${room.nameOfPerson(by)}: `}{stanceName(room, stance)}{reason && !(reasonHidden && presenting.value) && ` – ${reason}`}{reasonHidden && <> <span class="quiet">{t("(reason hidden by a moderator)")}</span></>}
            {hides && (reason || reasonHidden) && <> <button type="button" class="link" onClick={() => void callNow(room, "HideStanceReason", { clause: clause.id, stance: id, on: !reasonHidden }, reasonHidden ? t("The reason is shown again") : t("The reason is hidden"))}>{woven(reasonHidden ? t("Show the reason<of> of {who}</of>") : t("Hide the reason<of> of {who}</of>"), { of: words => <span class="vh">{words}</span>, who: by ? room.nameOfPerson(by) : stanceName(room, stance) })}</button></>}
          </li>
        ))}
      </ul>}
      <MinorityNotes room={room} clause={clause.id} here={here} />
      <p class="menu-head">{stances.anonymous ? t("Without names: nobody is told who took which.") : t("Everybody sees who took which.")}</p>
    </Menu>
  );
}

function Mine({ room, clause, here }: { room: Room; clause: string; here: readonly Stance[] }) {
  const { store } = room;
  const { stances: { scale, anonymous }, approval } = store.state.value;
  const ids = new Set(mine.value.map(stance => stance.id));
  const own = here.find(stance => ids.has(stance.id) || stance.by === store.boot.me.id);
  const held = own?.reason ?? mine.value.find(stance => stance.id === own?.id)?.reason ?? "";
  const [{ text, stance = "" }, change, clear] = useDraft(room, `stance:${clause}`, { text: held, ...(own && { stance: own.stance }) });
  // Where all would read it before they write, or before a moderator could hide it, none is given.
  const silent = roundAt(store.state.value, clause) ? t("Blind round.") : approval && !store.may("approve") && t("Notes wait for a moderator here.");
  const reason = silent ? held : text.trim();
  const name = room.nameOf(clause);
  const done = (answer: { seq: number } | undefined): void => void (answer && askMine(room, answer.seq).catch(() => undefined));
  const take = async ({ currentTarget }: { currentTarget: Element }): Promise<void> => {
    const answer = await callNow(room, "TakeStance", { clause, stance, ...(reason && { reason }), ...(anonymous && { anonymous }) }, t("Your stance at {place}: {stance}", { place: name, stance: stanceName(room, stance) }));
    // What is refused stays in sight.
    if (!answer) return;
    done(answer);
    // A reason that could not be told is a draft still.
    if (reason === text.trim()) clear();
    const menu = currentTarget.closest(".stances")?.querySelector("button");
    menu?.focus();
    menu?.click();
  };
  return (
    // Arrows choose here, and go to no other entry of the menu.
    <div onKeyDown={event => event.key.startsWith("Arrow") && event.stopPropagation()}>
      <fieldset role="radiogroup" aria-label={t("My stance at {place}", { place: name })}>
        <legend>{capital(t("{place}: I…", { place: name }))}</legend>
        {scale.map(word => <label key={word} dir="auto"><input type="radio" name="stance" checked={stance === word} onChange={() => change({ stance: word })} /> {stanceName(room, word)}</label>)}
      </fieldset>
      {/* With a key: else it would be the line of the buttons, and theirs anew, without the focus. */}
      {silent
        ? <p key="silent">{silent} {t("Say why in a note.")}</p>
        : <label>{t("Because (if you want to say)")} <input maxLength={250} value={text} onInput={event => change({ text: event.currentTarget.value })} /></label>}
      <p class="buttons">
        <button type="button" class="primary" data-stay disabled={!scale.includes(stance) || stance === own?.stance && reason === held} onClick={event => void take(event)}>{own ? t("Change") : t("Take this stance")}</button>
        {own && <button type="button" onClick={() => void callNow(room, "WithdrawStance", { clause }, t("Your stance at {place} is withdrawn", { place: name })).then(done)}>{t("Withdraw")}</button>}
      </p>
    </div>
  );
}
