import type { OutboxItem } from "../store/store.js";
import { copy } from "./copy.js";
import type { Room } from "./room.js";

/** Says that a note is only in this browser, and what to do when it was refused. */
export function Pending({ room, item }: { room: Room; item: OutboxItem }) {
  if (item.state !== "refused") return <p class="pending">{item.answer ? "Sent." : item.state === "sending" ? "Sending…" : "Not sent yet"}</p>;
  const text = (item.body["body"] as { text?: string } | undefined)?.text;
  return (
    <div class="pending refused">
      <p><strong>Refused.</strong> {item.detail ?? item.code}</p>
      <p class="buttons">
        {text !== undefined && <button type="button" onClick={() => void copy(room, text, "Copied")}>Copy</button>}
        <button type="button" onClick={() => room.store.retry(item.commandId)}>Try again</button>
        <button type="button" onClick={() => room.store.discard(item.commandId)}>Discard</button>
      </p>
    </div>
  );
}
