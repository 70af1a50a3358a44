// Keeps the wall where the session is, without a hand: whatever it shows has changed, the page is fetched again and put in its place.
import type { Batch } from "../model/wire.js";
import { t } from "../text/language.js";
import { fetchPage } from "./fetched.js";

let wall = document.getElementById("wall")!;
let lost = document.getElementById("lost")!;
let time = document.getElementById("time");
let ahead = 0;

/** What changes nothing of what is shown. */
const elsewhere = new Set(["AnnotationAdded", "ReplyAdded", "ReactionAdded", "ReactionRemoved", "RelationAdded", "RelationRemoved", "ThreadResolved", "ThreadReopened", "AgendaSet", "ScribeSet", "MemberJoined", "MemberRestored"]);

/** How long a part of what is longer than the wall stands, and how long it stays where a hand has put it, in milliseconds. */
const partFor = 15_000, handFor = 120_000;
/** How long what changes is gathered before the page is fetched; and how often it is looked whether a code is shown, which no event tells, in milliseconds. */
const gatherFor = 400, lookEvery = 10_000;

let handled = 0;
for (const kind of ["keydown", "pointerdown", "touchstart", "wheel"]) addEventListener(kind, () => (handled = Date.now()), { passive: true });
function turn(): void {
  const end = document.documentElement.scrollHeight - innerHeight;
  if (end < 8 || Date.now() - handled < handFor) return;
  // A line of the part before stays in sight.
  const part = innerHeight - (document.querySelector<HTMLElement>(".wall-foot")?.offsetHeight ?? 0) - 64;
  scrollTo({ top: scrollY >= end - 8 ? 0 : scrollY + part, behavior: "instant" });
}
let turning = setInterval(turn, partFor);

let source: EventSource;
function listen(): void {
  const { document: id = "", cursor = "0" } = wall.dataset;
  source = new EventSource(`/api/documents/${encodeURIComponent(id)}/events?after=${encodeURIComponent(cursor)}`);
  source.addEventListener("batch", event => {
    if ((JSON.parse(event.data as string) as Batch).events.some(({ kind }) => !elsewhere.has(kind))) gather();
  });
  source.addEventListener("resync", () => {
    source.close();
    gather();
  });
  source.addEventListener("error", () => (lost.hidden = false));
  source.addEventListener("open", () => (lost.hidden = true));
}

/** Whether what is shown may have changed since it was fetched. */
let behind = false;
let gathering: ReturnType<typeof setTimeout> | undefined;
function gather(): void {
  behind = true;
  gathering ??= setTimeout(() => {
    gathering = undefined;
    void look();
  }, gatherFor);
}

let looking = false;
/** Fetches the page. What fails is tried again at the next look. */
async function look(): Promise<void> {
  // What comes meanwhile is fetched after it.
  if (looking) return;
  looking = true;
  const due = behind;
  behind = false;
  try {
    show(await fetchPage(lookEvery), due);
    if (behind) gather();
  } catch {
    behind ||= due;
    lost.hidden = false;
  }
  looking = false;
}
// A stream that has fallen silent looks like one in which nothing happens: only a look tells.
setInterval(() => void look(), lookEvery);

const codeOf = (of: HTMLElement): string | undefined => of.querySelector<HTMLElement>("#join")?.dataset["code"];
const scriptOf = (of: Document): string | null | undefined => of.querySelector("script[type=module]")?.getAttribute("src");

/** Puts what was fetched in its place, where it is another. What is no wall, but may be one again, throws. */
function show({ status, page }: { status: number; page: Document | null }, due: boolean): void {
  // Who may not see it any more is told so; a busy or broken server is waited for.
  if ([401, 403, 404, 410].includes(status)) return location.reload();
  const fresh = status === 200 && page?.getElementById("wall");
  if (!fresh) throw new Error(String(status));
  // An upgraded server's page has a script of its own.
  if (scriptOf(page!) !== scriptOf(document)) return location.reload();
  const ended = source.readyState === EventSource.CLOSED;
  if (due || ended || codeOf(fresh) !== codeOf(wall)) put(page!, fresh);
  // A stream that the server ended does not begin again by itself.
  if (ended) listen();
  else lost.hidden = source.readyState === EventSource.OPEN;
}

function put(page: Document, fresh: HTMLElement): void {
  const isOther = fresh.dataset["clause"] !== wall.dataset["clause"];
  wall.replaceWith(fresh);
  document.querySelector(".wall-head")?.replaceWith(page.querySelector(".wall-head")!);
  document.title = page.title;
  begin(fresh);
  if (!isOther) return;
  // Another point is read from its beginning, for as long as any part.
  scrollTo({ top: 0, behavior: "instant" });
  clearInterval(turning);
  turning = setInterval(turn, partFor);
}

function begin(now: HTMLElement): void {
  const { hidden } = lost;
  wall = now;
  lost = document.getElementById("lost")!;
  lost.hidden = hidden;
  time = document.getElementById("time");
  ahead = Number(wall.dataset["now"]) - Date.now();
  tick();
}

function tick(): void {
  if (!time) return;
  const left = Math.max(0, Math.ceil((Number(time.dataset["ends"]) - ahead - Date.now()) / 1_000));
  const words = left > 0 ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` : t("Time is up");
  if (time.textContent !== words) time.textContent = words;
}
setInterval(tick, 500);
begin(wall);
listen();
