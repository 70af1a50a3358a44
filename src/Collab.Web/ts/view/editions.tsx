// Other editions of the text beside the first.
import type { Target } from "../model/wire.js";
import { commas, t, woven } from "../text/language.js";
import type { Room } from "./room.js";

/** Of which editions the quoted words are, where that is not the first. */
export function InEdition({ room, targets }: { room: Room; targets: readonly Target[] }) {
  const names = [...new Set(targets.flatMap(target => (target.quote && target.edition ? [target.edition] : [])))].map(id => room.editionName(id));
  return names.length > 0 ? <span class="in-edition"> {woven("in {edition}", { edition: <bdi>{commas(names)}</bdi> })}</span> : null;
}

/** Chooses whose words are picked, where more than one edition can be read. */
export function WhoseWords({ room, editions, value, onChange }: { room: Room; editions: readonly (string | undefined)[]; value: string | undefined; onChange: (edition: string | undefined) => void }) {
  return (
    <label>{t("Words of")} <select id="pick-edition" value={value ?? ""} onChange={event => onChange(event.currentTarget.value || undefined)}>
      {editions.map(id => <option key={id} value={id ?? ""}>{id ? room.editionName(id) : t("the first edition")}</option>)}
    </select></label>
  );
}
