import { useState } from "preact/hooks";
import type { OutboxItem } from "../store/store.js";
import { copy } from "./copy.js";
import type { Room } from "./room.js";

/** Says that a note is only in this browser, why, and what to do when it was refused. */
export function Pending({ room, item }: { room: Room; item: OutboxItem }) {
  const [discarding, setDiscarding] = useState(false);
  const { store } = room;
  if (item.state !== "refused") {
    const why = store.link.value.state === "live" && item.state === "queued" && item.detail ? `: ${item.detail}` : "";
    return <p class="pending">{item.answer ? "Sent." : item.state === "sending" ? "Sending…" : `Not sent yet${why}`}</p>;
  }
  const text = (item.body["body"] as { text?: string } | undefined)?.text;
  // The same version would be refused for ever: the reader decides between the two.
  const overtaken = item.verb === "Edit" && item.code === "stale" ? item.annotation : undefined;
  const look = (): void => {
    room.openThread(overtaken!);
    if (text !== undefined) room.asked.value = { note: overtaken!, what: "edit" };
  };
  return (
    <div class="pending refused">
      <p><strong>Refused.</strong> {item.detail ?? item.code}</p>
      {discarding
        ? <p class="buttons"><span>Throw it away for good?</span> <button type="button" onClick={() => store.discard(item.commandId)}>Throw away</button><button type="button" onClick={() => setDiscarding(false)}>Keep it</button></p>
        : (
          <p class="buttons">
            {text !== undefined && <button type="button" onClick={() => void copy(room, text, "Copied")}>Copy</button>}
            {overtaken !== undefined ? <button type="button" onClick={look}>Look at both</button> : <button type="button" onClick={() => store.retry(item.commandId)}>Try again</button>}
            <button type="button" onClick={() => setDiscarding(true)}>Discard</button>
          </p>
        )}
    </div>
  );
}
