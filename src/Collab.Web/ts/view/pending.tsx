import { useState } from "preact/hooks";
import type { OutboxItem } from "../store/store.js";
import { t } from "../text/language.js";
import { copy } from "./copy.js";
import type { Room } from "./room.js";

/** Says that a note is only in this browser, why, and what to do when it was refused. */
export function Pending({ room, item }: { room: Room; item: OutboxItem }) {
  const [discarding, setDiscarding] = useState(false);
  const { store } = room;
  if (item.state !== "refused") {
    const why = store.link.value.state === "live" && item.state === "queued" && item.detail;
    return <p class="pending">{item.answer ? t("Sent.") : item.state === "sending" ? t("Sending…") : why ? t("Not sent yet: {reason}", { reason: why }) : t("Not sent yet")}</p>;
  }
  const text = (item.body["body"] as { text?: string } | undefined)?.text;
  // The same version would be refused for ever: the reader decides between the two, as long as there are two.
  const overtaken = item.verb === "Edit" && item.code === "stale" ? item.annotation : undefined;
  const look = (): void => {
    room.openThread(overtaken!);
    if (text !== undefined) room.asked.value = { note: overtaken!, what: "edit" };
  };
  return (
    <div class="pending refused">
      <p><strong>{t("Refused.")}</strong> {item.detail ?? item.code}</p>
      {discarding
        ? <p class="buttons"><span>{t("Throw it away for good?")}</span> <button type="button" onClick={() => store.discard(item.commandId)}>{t("Throw away")}</button><button type="button" onClick={() => setDiscarding(false)}>{t("Keep it")}</button></p>
        : (
          <p class="buttons">
            {text !== undefined && <button type="button" onClick={() => void copy(room, text, t("Copied"))}>{t("Copy")}</button>}
            {overtaken !== undefined ? (room.asides.value.includes(overtaken) || store.card(overtaken)) && <button type="button" onClick={look}>{t("Look at both")}</button> : <button type="button" onClick={() => store.retry(item.commandId)}>{t("Try again")}</button>}
            <button type="button" onClick={() => setDiscarding(true)}>{t("Discard")}</button>
          </p>
        )}
    </div>
  );
}
