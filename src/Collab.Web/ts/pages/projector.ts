// Keeps the wall where the session is, without a hand: whatever it shows has changed, the page is read again.
import type { Batch } from "../model/wire.js";
import { t } from "../text/language.js";

const { document: id = "", cursor = "0", now = "" } = document.getElementById("wall")!.dataset;
const time = document.getElementById("time");
const ahead = Number(now) - Date.now();

/** What changes nothing of what is shown. */
const elsewhere = new Set(["AnnotationAdded", "ReplyAdded", "ReactionAdded", "ReactionRemoved", "ThreadResolved", "ThreadReopened", "AgendaSet", "ScribeSet"]);

/** How long a part of what is longer than the wall stands, and how long it stays where a hand has put it, in milliseconds. */
const partFor = 15_000, handFor = 120_000;

let handled = 0;
for (const kind of ["keydown", "pointerdown", "touchstart", "wheel"]) addEventListener(kind, () => (handled = Date.now()), { passive: true });
setInterval(() => {
  const end = document.documentElement.scrollHeight - innerHeight;
  if (end < 8 || Date.now() - handled < handFor) return;
  // A line of the part before stays in sight.
  const part = innerHeight - (document.querySelector<HTMLElement>(".wall-foot")?.offsetHeight ?? 0) - 64;
  scrollTo({ top: scrollY >= end - 8 ? 0 : scrollY + part, behavior: "instant" });
}, partFor);

/** How often it is looked whether a code is shown, in milliseconds: no event tells that. */
const lookEvery = 10_000;

const source = new EventSource(`/api/documents/${encodeURIComponent(id)}/events?after=${encodeURIComponent(cursor)}`);
source.addEventListener("batch", event => {
  if ((JSON.parse(event.data as string) as Batch).events.some(({ kind }) => !elsewhere.has(kind))) location.reload();
});
source.addEventListener("resync", () => location.reload());
const lost = document.getElementById("lost")!;
source.addEventListener("error", () => (lost.hidden = false));
source.addEventListener("open", () => (lost.hidden = true));

async function look(): Promise<void> {
  const response = await fetch(location.href, { signal: AbortSignal.timeout(lookEvery) });
  if (!response.ok) throw new Error(response.statusText);
  const code = /data-code="([A-Z]*)"/.exec(await response.text())?.[1];
  // A stream that the server ended does not begin again by itself.
  if (code !== document.getElementById("join")?.dataset["code"] || source.readyState === EventSource.CLOSED) location.reload();
}
// A stream that has fallen silent looks like one in which nothing happens: only a look tells.
setInterval(() => void look().then(() => (lost.hidden = source.readyState === EventSource.OPEN), () => (lost.hidden = false)), lookEvery);

function tick(): void {
  const left = Math.max(0, Math.ceil((Number(time!.dataset["ends"]) - ahead - Date.now()) / 1_000));
  const words = left > 0 ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` : t("Time is up");
  if (time!.textContent !== words) time!.textContent = words;
}
if (time) {
  tick();
  setInterval(tick, 500);
}
