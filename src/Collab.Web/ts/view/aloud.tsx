// What was said in the room and not written: the scribe notes it, with who said it.
import { useEffect, useState } from "preact/hooks";
import type { Draft } from "../store/store.js";
import { t } from "../text/language.js";
import { send } from "./actions.js";
import { callNow } from "./calls.js";
import { useDraft } from "./kept.js";
import type { Room } from "./room.js";

/** Stands for whoever is no member. */
const other = "?";

interface Spoken extends Draft { who?: string; speaker: string; clause?: string }

/** Whether words stand there, or a name: to have chosen alone is to have begun nothing. */
const isBegun = ({ text, speaker }: Spoken): boolean => text.trim() + speaker.trim() !== "";

/** @param at The point that the session is at. */
export function Aloud({ room, at }: { room: Room; at: string | undefined }) {
  const { store } = room;
  const { floor, scribe } = store.state.value;
  const leads = store.may("run-session");
  const [spoken, change, clear] = useDraft<Spoken>(room, "aloud", { text: "", speaker: "" }, isBegun);
  const { text, speaker, who = floor?.member ?? other, clause = at ?? room.clauses[0]?.id } = spoken;
  const [begun] = useState(text !== "");
  // Who was chosen before a word stands is not who speaks then: the words would be put into the wrong mouth.
  useEffect(() => {
    if (!isBegun(spoken)) clear();
  }, [floor?.member, at]);
  if (!leads && scribe !== store.boot.me.id || !store.may("annotate")) return null;
  const note = (event: Event): void => {
    event.preventDefault();
    if (!text.trim() || who === other && !speaker.trim()) return;
    send(store.annotate(clause, { body: { text: text.trim(), format: "markdown" }, said: who === other ? { speaker: speaker.trim() } : { member: who } }));
    clear();
  };
  return (
    <details open={begun}>
      <summary>{t("Said aloud")}</summary>
      <form onSubmit={note}>
        <p><label>{t("Who said it")} <select value={who} onChange={event => change({ who: event.currentTarget.value })}>
          <option value={other}>{t("somebody else…")}</option>
          {store.members.value.map(member => <option key={member.id} value={member.id}>{member.name}</option>)}
        </select></label></p>
        {who === other && <p><label>{t("Name")} <input required maxLength={80} value={speaker} onInput={event => change({ speaker: event.currentTarget.value, who })} /></label></p>}
        <p><label>{t("About")} <select value={clause} onChange={event => change({ clause: event.currentTarget.value })}>{room.clauses.map(({ id }) => <option key={id} value={id}>{room.nameOf(id)}</option>)}</select></label></p>
        <label for="said-text">{t("In short")}</label>
        {/* What is begun stays with the point and the person that it was begun for. */}
        <textarea id="said-text" dir="auto" class="field" rows={3} required value={text} onInput={event => isBegun({ text: event.currentTarget.value, speaker }) ? change({ text: event.currentTarget.value, who, ...(clause && { clause }) }) : clear()} />
        <button type="submit" class="primary">{t("Note it")}</button>
      </form>
      {leads && <p><label>{t("Scribe")} <select value={scribe ?? ""} onChange={event => void callNow(room, "SetScribe", event.currentTarget.value ? { member: event.currentTarget.value } : {}, t("The scribe is set"))}>
        <option value="">{t("nobody but moderators")}</option>
        {store.members.value.filter(({ role }) => role === "annotator" || role === "guest").map(member => <option key={member.id} value={member.id}>{member.name}</option>)}
      </select></label></p>}
    </details>
  );
}
