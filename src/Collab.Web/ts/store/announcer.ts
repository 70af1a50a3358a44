// What the polite live region says: at most one sentence in five seconds, and what comes meanwhile is summed up.
import { signal, type ReadonlySignal, type Signal } from "@preact/signals-core";

export type AnnounceLevel = "all" | "mentions-and-leads" | "none";

export interface News { kind: "note" | "mention" | "lead" | "link" | "own"; sentence: string; place?: string }

export interface Announcer {
  readonly announcement: ReadonlySignal<string>;
  tell(news: News): void;
  dispose(): void;
}

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
    const news = waiting;
    waiting = [];
    if (news.length === 0) return;
    last = Date.now();
    announcement.value = sentenceOf(news);
  }

  return {
    announcement,
    tell(news) {
      if (!wanted(news)) return;
      // Only the newest of its kind is still true for these.
      if (news.kind === "lead" || news.kind === "link") waiting = waiting.filter(other => other.kind !== news.kind);
      waiting.push(news);
      timer ??= setTimeout(flush, Math.max(0, last + interval - Date.now()));
    },
    dispose: () => clearTimeout(timer),
  };
}

/** One sentence for all that came: what was asked for, where to go, who means me, then how much is new. */
export function sentenceOf(news: readonly News[]): string {
  const parts: string[] = [];
  for (const kind of ["own", "link", "lead"] as const) parts.push(...news.filter(one => one.kind === kind).map(one => one.sentence));
  const mentions = news.filter(one => one.kind === "mention");
  if (mentions.length === 1) parts.push(mentions[0]!.sentence);
  else if (mentions.length > 1) parts.push(`${mentions.length} notes to you, the latest: ${mentions.at(-1)!.sentence}`);
  const notes = news.filter(one => one.kind === "note");
  if (notes.length === 1) parts.push(notes[0]!.sentence);
  else if (notes.length > 1) parts.push(`${notes.length} new notes${notes.at(-1)!.place ? `, the latest at ${notes.at(-1)!.place}` : ""}`);
  return parts.map(part => (/[.!?…]$/u.test(part) ? part : `${part}.`)).join(" ");
}
