// What a moderator sets: the session, its agenda, the timer, which stances there are.
import { useState } from "preact/hooks";
import { asMember } from "../live/address.js";
import type { AgendaItem } from "../model/wire.js";
import { fetchJson } from "../store/snapshot.js";
import { send } from "./actions.js";
import { callNow } from "./calls.js";
import type { Room } from "./room.js";
import { capital } from "./words.js";

export function OpenOrClose({ room, open }: { room: Room; open: object | undefined }) {
  const [title, setTitle] = useState("");
  const [sure, setSure] = useState(false);
  const [lock, setLock] = useState(false);
  const close = async (): Promise<void> => {
    setSure(false);
    if (!await callNow(room, "CloseSession", {}, "The session is closed")) return;
    if (lock) send(room.store.close());
  };
  if (!open) {
    return (
      <form onSubmit={event => { event.preventDefault(); void callNow(room, "OpenSession", title.trim() ? { title: title.trim() } : {}, "The session is open"); }}>
        <label for="session-title">Title, if it has one</label> <input id="session-title" maxLength={80} value={title} onInput={event => setTitle(event.currentTarget.value)} />
        <button type="submit" class="primary">Open a session</button>
        {!room.store.boot.rehearsal && <button type="button" onClick={() => void rehearse(room)}>Rehearse it first, with made-up readers</button>}
      </form>
    );
  }
  return sure
    ? <p>Timer, hands and floor end with it; who was here is noted. {room.store.state.value.state === "open" && <label><input type="checkbox" checked={lock} onChange={event => setLock(event.currentTarget.checked)} /> Close the text too: it can be read, nobody writes in it</label>} <button type="button" class="primary" onClick={() => void close()}>Close it now</button> <button type="button" onClick={() => setSure(false)}>Go on</button></p>
    : <p><button type="button" onClick={() => setSure(true)}>Close the session…</button> <a href={`/rooms/${encodeURIComponent(room.store.boot.document)}/projector`} target="_blank">Projector</a></p>;
}

/** Opens a copy that nobody else sees. */
async function rehearse({ store }: Room): Promise<void> {
  try {
    const { document } = await fetchJson<{ document: string }>(asMember(`/api/documents/${encodeURIComponent(store.boot.document)}/rehearsal`, store.boot.me.id), { method: "POST" });
    location.assign(`/rooms/${encodeURIComponent(document)}`);
  } catch (error) {
    store.say(error instanceof Error ? error.message : "That did not work. Try again in a moment.");
  }
}

export function TimerForm({ room, clause }: { room: Room; clause: string | undefined }) {
  const [length, setLength] = useState("5");
  const seconds = Math.round(Number(length) * 60);
  return (
    <form onSubmit={event => { event.preventDefault(); void callNow(room, "SetTimer", { seconds, ...(clause && { clause }) }, "The timer runs"); }}>
      <h3>Timer</h3>
      <label for="timer-minutes">Minutes</label> <input id="timer-minutes" type="number" min="0.1" max="240" step="any" required value={length} onInput={event => setLength(event.currentTarget.value)} />
      <button type="submit">Start</button>
      {room.store.state.value.timer && <button type="button" onClick={() => void callNow(room, "EndTimer", {}, "The timer is off")}>Stop</button>}
    </form>
  );
}

/** The points, those of the agenda first and in its order: each can be taken in, taken out, and put earlier. */
export function AgendaForm({ room, done }: { room: Room; done: () => void }) {
  const [items, setItems] = useState<readonly (AgendaItem & { out?: boolean })[]>(() => {
    const { agenda } = room.store.state.value;
    return [...agenda, ...room.clauses.filter(({ id, kind }) => kind !== "heading" && !agenda.some(item => item.clause === id)).map(({ id }) => ({ clause: id, out: true }))];
  });
  const change = (index: number, more: { out?: boolean; seconds?: number | undefined }): void => setItems(items.map((item, at) => (at === index ? { ...item, ...more } as AgendaItem : item)));
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const chosen = items.filter(item => !item.out).map(({ clause, seconds }) => ({ clause, ...(seconds && { seconds }) }));
    if (await callNow(room, "SetAgenda", { items: chosen }, "The agenda is set")) done();
  };
  return (
    <form onSubmit={event => void save(event)}>
      <ol>
        {items.map(({ clause, seconds, out }, index) => {
          const name = room.nameOf(clause);
          // Before the one taken in before it: what is not taken in has no place to pass.
          const before = out ? -1 : items.findLastIndex((item, at) => at < index && !item.out);
          return (
            <li key={clause}>
              <label><input type="checkbox" checked={!out} onChange={event => change(index, { out: !event.currentTarget.checked })} /> {capital(name)}</label>
              <input type="number" min="0" max="240" step="any" aria-label={`Minutes for ${name}`} placeholder="min" value={seconds ? seconds / 60 : ""} onInput={event => change(index, { seconds: Math.round(Number(event.currentTarget.value) * 60) || undefined })} />
              {before >= 0 && <button type="button" aria-label={`Put ${name} earlier`} onClick={() => setItems([...items.slice(0, before), items[index]!, ...items.slice(before, index), ...items.slice(index + 1)])}>Earlier</button>}
            </li>
          );
        })}
      </ol>
      <button type="submit" class="primary">Save the agenda</button> <button type="button" onClick={done}>Leave it as it was</button>
    </form>
  );
}

export function StancesForm({ room }: { room: Room }) {
  const { scale, anonymous } = room.store.state.value.stances;
  const [words, setWords] = useState(scale.join(", "));
  const [nameless, setNameless] = useState(anonymous);
  return (
    <form onSubmit={event => { event.preventDefault(); void callNow(room, "SetStances", { scale: words.split(",").map(word => word.trim()).filter(Boolean), anonymous: nameless }, "The stances are set"); }}>
      <h3>Stances</h3>
      <label for="stance-words">To choose from</label> <input id="stance-words" required value={words} onInput={event => setWords(event.currentTarget.value)} />
      <label><input type="checkbox" checked={nameless} onChange={event => setNameless(event.currentTarget.checked)} /> Without names</label>
      <button type="submit">Begin anew with these</button>
    </form>
  );
}
