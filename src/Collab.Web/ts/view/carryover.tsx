import { openSession } from "../model/session.js";
import type { AgendaItem } from "../model/wire.js";
import { commas, t } from "../text/language.js";
import type { Room } from "./room.js";

/** What of the agenda the last session did not come to, where it came to some of it; else none (Proceedings.cs). */
export function leftOver({ store }: Room): readonly AgendaItem[] {
  const { agenda, sessions } = store.state.value;
  const reached = openSession({ sessions }) ? [] : sessions.at(-1)?.reached ?? [];
  const left = agenda.filter(({ clause }) => !reached.includes(clause));
  return left.length < agenda.length ? left : [];
}

/** Whether the next session begins with what the last one left. */
export function CarryOver({ room, on, onChange }: { room: Room; on: boolean; onChange: (on: boolean) => void }) {
  const left = leftOver(room);
  if (left.length === 0) return null;
  return <p><label><input type="checkbox" checked={on} onChange={event => onChange(event.currentTarget.checked)} /> {t("On the agenda only what was not reached: {places}", { places: commas(left.map(({ clause }) => room.nameOf(clause))) })}</label></p>;
}
