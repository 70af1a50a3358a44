import { useState } from "preact/hooks";
import { plural, t } from "../text/language.js";
import { keyOf } from "./keys.js";
import type { Room } from "./room.js";
import { keys } from "./settings.js";

/** A text of a few points: each is one click away. */
export function Points({ room }: { room: Room }) {
  const points = room.clauses.filter(clause => clause.label && clause.kind !== "heading");
  if (points.length === 0 || points.length > 12) return null;
  const heat = room.heat.value;
  const said = (id: string): string => (heat.get(id)!.said > 0 ? t(", ") + plural(heat.get(id)!.said, "{n} note", "{n} notes") : "");
  return (
    <nav class="points" aria-label={t("Points")}>
      {points.map(clause => (
        <a key={clause.id} href={`#clause-${clause.id}`} data-heat={heat.get(clause.id)!.level} aria-label={room.nameOf(clause.id) + said(clause.id)} aria-current={room.current.value === clause.id ? "location" : undefined}
          onClick={event => { event.preventDefault(); room.show(clause.id, true); }}>{clause.label!.replace(/\.+$/, "")}</a>
      ))}
    </nav>
  );
}

export function GoTo({ room }: { room: Room }) {
  const [missed, setMissed] = useState(false);
  const go = (event: Event): void => {
    event.preventDefault();
    const field = (event.currentTarget as HTMLFormElement).elements[0] as HTMLInputElement;
    const found = room.goTo(field.value);
    setMissed(!found);
    if (found) field.value = "";
    else room.store.say(t("There is no such point"));
  };
  return (
    <form class="goto" onSubmit={go}>
      <label for="goto" class="vh">{t("Go to point")}</label>
      <input id="goto" list="goto-points" size={8} placeholder={t("Go to point")} autocomplete="off" aria-invalid={missed} aria-describedby={missed ? "goto-missed" : undefined} aria-keyshortcuts={keys.value.on ? keyOf("go") : undefined} onInput={() => setMissed(false)} />
      {missed && <span id="goto-missed" class="goto-missed">{t("There is no such point")}</span>}
      <datalist id="goto-points">{room.clauses.map(clause => <option key={clause.id} value={clause.label ?? room.nameOf(clause.id)} />)}</datalist>
    </form>
  );
}
