import { t } from "../text/language.js";
import { Initials } from "./people.js";
import type { Room } from "./room.js";
import { selections } from "./settings.js";

/** Everybody who is here: where they read, whose words are underlined in the text, and who writes just now. */
export function PeopleList({ room }: { room: Room }) {
  const me = room.store.me.value.id;
  return (
    <ul class="people-list">
      {room.store.people.value.map(({ id, name, clause, selection, typing }) => {
        const mine = id === me;
        // As beside the text: whoever shares no selections sees none, nor who writes.
        const others = !mine && selections.value;
        return (
          <li key={id}><span aria-hidden="true"><Initials person={{ id, name }} small /></span> <span>{others && typing ? t("{names} writing", { names: name }) : name}{mine && ` ${t("(you)")}`}</span>
            {others && selection && <span class="quiet">{t("Selected words")}</span>}
            {clause && <button type="button" class="link" onClick={() => room.show(clause, true)}>{room.nameOf(clause)}</button>}</li>
        );
      })}
    </ul>
  );
}
