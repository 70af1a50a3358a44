import { useState } from "preact/hooks";
import type { Annotation } from "../model/wire.js";
import { commas, plural, t } from "../text/language.js";
import { act } from "./actions.js";
import type { Room } from "./room.js";

const offered: readonly [string, string][] = [["👍", t("agree")], ["❤️", t("thanks")], ["💡", t("idea")], ["❓", t("unclear")], ["👀", t("look")]];

const word = (emoji: string): string => offered.find(([sign]) => sign === emoji)?.[1] ?? emoji;

/** What others answered with one sign, and mine. */
export function Reactions({ room, note, compact }: { room: Room; note: Annotation; compact?: boolean }) {
  const [open, setOpen] = useState(false);
  const { store } = room;
  const me = store.me.value.id;
  const may = !compact && note.visibility !== "private" && store.may("react", note);
  const given = note.reactions.filter(reaction => reaction.members.length > 0);
  if (given.length === 0 && !may) return null;
  const toggle = (emoji: string): void => {
    const on = !note.reactions.some(reaction => reaction.emoji === emoji && reaction.members.includes(me));
    act(room, store.react(note.id, emoji, on), `${on ? t("React") : t("Undo")} (${word(emoji)})`);
    setOpen(false);
  };
  return (
    <span class="reactions">
      {given.map(({ emoji, members }) => {
        const who = commas(members.map(member => room.nameOfPerson(member)));
        const label = plural(members.length, "{sign}: {n} person, {who}", "{sign}: {n} people, {who}", { sign: word(emoji), who });
        return may
          ? <button type="button" key={emoji} class="reaction" aria-pressed={members.includes(me)} aria-label={label} title={who} onClick={() => toggle(emoji)}>{emoji} {members.length}</button>
          : <span key={emoji} class="reaction" title={who}><span class="vh">{label}</span><span aria-hidden="true">{emoji} {members.length}</span></span>;
      })}
      {may && <button type="button" class="quiet-button" aria-expanded={open} onClick={() => setOpen(!open)}>{t("React")}</button>}
      {open && offered.map(([emoji, name]) => <button type="button" key={emoji} class="reaction" aria-label={name} title={name} onClick={() => toggle(emoji)}>{emoji}</button>)}
    </span>
  );
}
