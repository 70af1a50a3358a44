// One tap before class: the server, a live connection, what this browser keeps, a seat.
import { byId, call, sentence } from "./common.js";

function tell(id: string, good: boolean, text: string): boolean {
  const line = byId(id);
  line.className = good ? "good" : "bad";
  line.querySelector(".result")!.textContent = text;
  return good;
}

const within = <T>(ms: number, promise: Promise<T>): Promise<T> =>
  Promise.race([promise, new Promise<never>((_, reject) => setTimeout(() => reject(new Error("No answer came in time.")), ms))]);

async function reach(): Promise<boolean> {
  const began = performance.now();
  try {
    const response = await within(8000, fetch("/health/live", { cache: "no-store" }));
    return tell("check-reach", response.ok, response.ok ? `Yes, in ${Math.round(performance.now() - began)} ms.` : `It answers with an error (${response.status}). Tell whoever runs the server.`);
  } catch {
    return tell("check-reach", false, "No. Are you on the right network?");
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

async function live(): Promise<boolean> {
  try {
    await within(8000, socket());
    return tell("check-live", true, "Yes.");
  } catch {
    // The room falls back to server-sent events by itself; whether a proxy lets them through shows in a plain request.
    try {
      await within(8000, call("GET", "/api/me"));
      return tell("check-live", true, "Yes, in the slower way: this network or browser closes the direct line.");
    } catch (error) {
      return tell("check-live", false, `Not now: ${sentence(error)} Come in first with your link, then check again.`);
    }
  }
}

function store(): boolean {
  try {
    localStorage.setItem("collab.check", "1");
    const kept = localStorage.getItem("collab.check") === "1";
    localStorage.removeItem("collab.check");
    return tell("check-store", kept, kept ? "Yes." : "No: this browser forgets. Is it a private window?");
  } catch {
    return tell("check-store", false, "No: this browser keeps nothing. What you write is lost if you close it before it is sent.");
  }
}

async function seat(): Promise<boolean> {
  try {
    const me = await within(8000, call<{ displayName?: string; seminars: { title: string; role: string }[] }>("GET", "/api/me"));
    return me.seminars.length > 0
      ? tell("check-seat", true, `Yes: ${me.displayName ?? ""}, ${me.seminars.map(seminar => `${seminar.role} in ${seminar.title}`).join("; ")}.`)
      : tell("check-seat", false, "Not yet: open the link that you were given.");
  } catch {
    return tell("check-seat", false, "Not yet: open the link that you were given.");
  }
}

const button = byId<HTMLButtonElement>("check");
button.addEventListener("click", () => {
  button.disabled = true;
  void (async () => {
    const results = [await reach(), store(), await seat(), await live()];
    const bad = results.filter(result => !result).length;
    byId("check-said").textContent = bad === 0 ? "Ready for class." : bad === 1 ? "One thing is missing: read it above." : `${bad} things are missing: read them above.`;
    button.disabled = false;
    button.textContent = "Check again";
  })();
});
