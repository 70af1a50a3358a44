import { useState } from "preact/hooks";
import type { Clause, Stance } from "../model/wire.js";
import { Menu } from "./menu.js";
import { isSpokenFor, MinorityNotes } from "./minority.js";
import { callNow } from "./calls.js";
import { askMine, mine } from "./moments.js";
import type { Room } from "./room.js";
import { presenting } from "./settings.js";
import { capital } from "./words.js";

/** Where everybody stands on a point, in words and numbers; unfolded, mine to take, change or withdraw. */
export function StancesAt({ room, clause }: { room: Room; clause: Clause }) {
  const { store } = room;
  const { stances } = store.state.value;
  const here = stances.taken.filter(stance => stance.clause === clause.id);
  const may = store.may("take-stance") && !room.clause(clause.id)?.locked;
  if (clause.kind === "heading" || here.length === 0 && !may && !isSpokenFor(room, clause.id)) return null;
  const words = stances.scale.map(word => [here.filter(stance => stance.stance === word).length, word] as const).filter(([held]) => held > 0).map(parts => parts.join(" ")).join(", ");
  const name = room.nameOf(clause.id);
  const told = here.filter(stance => stance.by || stance.reason || stance.reasonHidden);
  const hides = store.may("hide-annotation") && !presenting.value;
  return (
    <Menu class="stances" label={words || !may ? `Stances at ${name}: ${words || "nobody took one"}` : `Take a stance at ${name}`} text={words || (may ? "Take a stance" : "Stances")}>
      {may && <Mine room={room} clause={clause.id} here={here} />}
      {told.length > 0 && <ul class="held-by">
        {told.map(({ id, by, stance, reason, reasonHidden }) => (
          <li key={id} dir="auto">
            {by && `${room.nameOfPerson(by)}: `}{stance}{reason && !(reasonHidden && presenting.value) && ` – ${reason}`}{reasonHidden && <> <span class="quiet">(reason hidden by a moderator)</span></>}
            {hides && (reason || reasonHidden) && <> <button type="button" class="link" onClick={() => void callNow(room, "HideStanceReason", { clause: clause.id, stance: id, on: !reasonHidden }, reasonHidden ? "The reason is shown again" : "The reason is hidden")}>{reasonHidden ? "Show" : "Hide"} the reason<span class="vh"> of {by ? room.nameOfPerson(by) : stance}</span></button></>}
          </li>
        ))}
      </ul>}
      <MinorityNotes room={room} clause={clause.id} here={here} />
      <p class="menu-head">{stances.anonymous ? "Without names: nobody is told who took which." : "Everybody sees who took which."}</p>
    </Menu>
  );
}

function Mine({ room, clause, here }: { room: Room; clause: string; here: readonly Stance[] }) {
  const { scale, anonymous } = room.store.state.value.stances;
  const ids = new Set(mine.value.map(stance => stance.id));
  const own = here.find(stance => ids.has(stance.id) || stance.by === room.store.boot.me.id);
  const [choice, choose] = useState(own?.stance);
  const [reason, setReason] = useState(own?.reason ?? mine.value.find(stance => stance.id === own?.id)?.reason ?? "");
  const name = room.nameOf(clause);
  const done = (answer: { seq: number } | undefined): void => void (answer && askMine(room, answer.seq).catch(() => undefined));
  return (
    // Arrows choose here, and go to no other entry of the menu.
    <div onKeyDown={event => event.key.startsWith("Arrow") && event.stopPropagation()}>
      <fieldset role="radiogroup" aria-label={`My stance at ${name}`}>
        <legend>{capital(name)}: I…</legend>
        {scale.map(word => <label key={word} dir="auto"><input type="radio" name="stance" checked={choice === word} onChange={() => choose(word)} /> {word}</label>)}
      </fieldset>
      <label>Because <input maxLength={250} placeholder="if you want to say" value={reason} onInput={event => setReason(event.currentTarget.value)} /></label>
      <p class="buttons">
        <button type="button" class="primary" disabled={!choice} onClick={() => void callNow(room, "TakeStance", { clause, stance: choice!, ...(reason && { reason }), ...(anonymous && { anonymous }) }, `Your stance at ${name}: ${choice}`).then(done)}>{own ? "Change" : "Take this stance"}</button>
        {own && <button type="button" onClick={() => void callNow(room, "WithdrawStance", { clause }, `Your stance at ${name} is withdrawn`).then(done)}>Withdraw</button>}
      </p>
    </div>
  );
}
