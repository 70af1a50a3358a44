// What the polite live region says: one sentence at a time, at most one in five seconds; what comes meanwhile is summed up.
import { signal, type ReadonlySignal, type Signal } from "@preact/signals-core";
import { plural } from "../text/language.js";

export type AnnounceLevel = "all" | "mentions-and-leads" | "none";

/** `about`: of what is said about the same only the newest is still true; an empty sentence takes it back. */
export interface News { kind: "note" | "mention" | "lead" | "link" | "hand" | "own"; sentence: string; place?: string; about?: string }

export interface Announcer {
  readonly announcement: ReadonlySignal<string>;
  tell(news: News): void;
  dispose(): void;
}

/** How long the region is empty before the same sentence is said again, in milliseconds. */
const emptyFor = 100;

export function createAnnouncer(level: ReadonlySignal<AnnounceLevel>, interval = 5_000): Announcer & { announcement: Signal<string> } {
  const announcement = signal("");
  let waiting: News[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = -Infinity;

  function wanted(news: News): boolean {
    if (news.kind === "own") return true;
    if (level.value === "none") return false;
    return level.value === "all" || news.kind !== "note";
  }

  function flush(): void {
    timer = undefined;
    const { sentence, rest } = nextOf(waiting);
    waiting = rest;
    if (sentence === undefined) return;
    // A region that holds the same words again says nothing: it is empty for a moment in between.
    const pause = sentence === announcement.value ? emptyFor : 0;
    last = Date.now() + pause;
    if (pause > 0) {
      announcement.value = "";
      setTimeout(() => (announcement.value = sentence), pause);
    } else {
      announcement.value = sentence;
    }
    if (waiting.length > 0) timer = setTimeout(flush, interval + pause);
  }

  return {
    announcement,
    tell(news) {
      if (!wanted(news)) return;
      // Of where to go, and of the link, all is about the same.
      if (news.about || /^l/.test(news.kind)) waiting = waiting.filter(other => other.kind !== news.kind || other.about !== news.about);
      if (!news.sentence) return;
      waiting.push(news);
      timer ??= setTimeout(flush, Math.max(0, last + interval - Date.now()));
    },
    dispose: () => clearTimeout(timer),
  };
}

/** The sentence that is said next, and what waits after it: what I did, then the link, then where to go, who raises a hand, who means me, and how much is new. */
export function nextOf(news: readonly News[]): { sentence: string | undefined; rest: News[] } {
  const ended = (text: string): string => (/[.!?…؟]$/u.test(text) ? text : `${text}.`);
  for (const kind of ["own", "link", "lead"] as const) {
    const first = news.find(one => one.kind === kind);
    if (first) return { sentence: ended(first.sentence), rest: news.filter(one => one !== first) };
  }
  const hands = news.filter(one => one.kind === "hand");
  if (hands.length > 0) return { sentence: ended(hands.map(one => one.sentence).join(". ")), rest: news.filter(one => one.kind !== "hand") };
  const mentions = news.filter(one => one.kind === "mention");
  const notes = news.filter(one => one.kind === "note");
  const latest = mentions.at(-1) ?? notes.at(-1);
  if (!latest) return { sentence: undefined, rest: [] };
  if (latest.kind === "mention") return { sentence: ended(mentions.length === 1 ? latest.sentence : plural(mentions.length, "{n} note to you: {sentence}", "{n} notes to you, the latest: {sentence}", { sentence: latest.sentence })), rest: notes };
  return { sentence: ended(notes.length === 1 ? latest.sentence : latest.place ? plural(notes.length, "{n} new note at {place}", "{n} new notes, the latest at {place}", { place: latest.place }) : plural(notes.length, "{n} new note", "{n} new notes")), rest: [] };
}
