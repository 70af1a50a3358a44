// One tap before class: the server, a live connection, what this browser keeps, a seat.
import { roleNames } from "../model/names.js";
import { Refusal, type Role } from "../model/wire.js";
import { plural, t } from "../text/language.js";
import { byId, call, sentence } from "./common.js";

function tell(id: string, good: boolean, text: string): boolean {
  const line = byId(id);
  line.className = good ? "good" : "bad";
  line.querySelector(".result")!.textContent = text;
  return good;
}

const within = <T>(ms: number, promise: Promise<T>): Promise<T> =>
  Promise.race([promise, new Promise<never>((_, reject) => setTimeout(() => reject(new Error(t("No answer came in time."))), ms))]);

async function reach(): Promise<boolean> {
  const began = performance.now();
  try {
    const response = await within(8000, fetch("/health/live", { cache: "no-store" }));
    return tell("check-reach", response.ok, response.ok ? t("Yes, in {n} ms.", { n: Math.round(performance.now() - began) }) : t("It answers with an error ({status}). Tell whoever runs the server.", { status: response.status }));
  } catch {
    return tell("check-reach", false, t("No. Are you on the right network?"));
  }
}

/** The handshake of the hub, as any of its clients begins. */
function socket(): Promise<void> {
  return new Promise((resolve, reject) => {
    const connection = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/hub`);
    connection.onopen = () => connection.send("{\"protocol\":\"json\",\"version\":1}\u001e");
    connection.onmessage = () => {
      connection.close();
      resolve();
    };
    connection.onerror = connection.onclose = () => reject(new Error("No WebSocket."));
  });
}

/** The stream that the room falls back to, up to its first byte: some proxies hold it back until it ends. */
async function stream(): Promise<void> {
  const { items } = await call<{ items: { documents: { id: string }[] }[] }>("GET", "/api/seminars");
  const document = items.flatMap(seminar => seminar.documents)[0];
  if (!document) throw new Error(t("There is no text yet to follow."));
  const stop = new AbortController();
  try {
    const response = await fetch(`/api/documents/${encodeURIComponent(document.id)}/events?after=0`, { headers: { Accept: "text/event-stream" }, signal: stop.signal });
    if (!response.ok) throw await Refusal.fromHttp(response);
    if ((await response.body!.getReader().read()).done) throw new Error(t("The stream ended before anything came."));
  } finally {
    stop.abort();
  }
}

async function live(): Promise<boolean> {
  try {
    await within(8000, socket());
    return tell("check-live", true, t("Yes."));
  } catch {
    try {
      await within(8000, stream());
      return tell("check-live", true, t("Yes, in the slower way: this network or browser closes the direct line."));
    } catch (error) {
      return tell("check-live", false, error instanceof Refusal && error.code === "unauthenticated"
        ? t("Not now: come in first with your link, then check again.")
        : t("No: neither way of following gets through ({reason}) Try another network, or another browser.", { reason: sentence(error) }));
    }
  }
}

function store(): boolean {
  try {
    localStorage.setItem("collab.check", "1");
    const kept = localStorage.getItem("collab.check") === "1";
    localStorage.removeItem("collab.check");
    return tell("check-store", kept, kept ? t("Yes.") : t("No: this browser forgets. Is it a private window?"));
  } catch {
    return tell("check-store", false, t("No: this browser keeps nothing. What you write is lost if you close it before it is sent."));
  }
}

interface Me { displayName?: string; seminars: { title: string; role: Role }[] }

async function seat(): Promise<boolean[]> {
  const me = await within(8000, call<Me>("GET", "/api/me")).catch((): Me => ({ seminars: [] }));
  if (me.seminars.length === 0) return [tell("check-seat", false, t("Not yet: open the link that you were given.")), tell("check-write", false, t("Not yet: that needs a seat."))];
  const writes = me.seminars.filter(seminar => seminar.role !== "reader");
  return [
    tell("check-seat", true, t("Yes: {name}, {seats}.", { name: me.displayName ?? "", seats: me.seminars.map(seminar => t("{role} in {seminar}", { role: roleNames[seminar.role], seminar: seminar.title })).join("; ") })),
    writes.length > 0
      ? tell("check-write", true, writes.length === me.seminars.length ? t("Yes.") : t("Yes, in {seminars}.", { seminars: writes.map(seminar => seminar.title).join("; ") }))
      : tell("check-write", false, t("No: you are a reader, who reads, reacts and keeps private notes. To comment, ask whoever leads for an annotator’s link.")),
  ];
}

const button = byId<HTMLButtonElement>("check");
button.addEventListener("click", () => {
  button.disabled = true;
  void (async () => {
    const results = [await reach(), store(), ...await seat(), await live()];
    const bad = results.filter(result => !result).length;
    byId("check-said").textContent = bad === 0 ? t("Ready for class.") : plural(bad, "One thing is missing: read it above.", "{n} things are missing: read them above.");
    button.disabled = false;
    button.textContent = t("Check again");
  })();
});
