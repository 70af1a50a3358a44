// What came of what the reader did, and what others do in the session, in a few words: to the eye at once, and to the ear when its turn comes.
import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { Announcer, News } from "./announcer.js";

export interface Saying {
  readonly said: ReadonlySignal<string | undefined>;
  /** `as`: what it is to the ear, where others did it, or where it is about what changes. */
  say(sentence: string, as?: Partial<News>): void;
  dispose(): void;
}

/** How long it stands on the page, in milliseconds. */
const stands = 6_000;

export function createSaying(announcer: Announcer): Saying {
  const said = signal<string | undefined>(undefined);
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    said,
    say(sentence, as) {
      announcer.tell({ kind: "own", sentence, ...as });
      if (!sentence) return;
      said.value = sentence;
      clearTimeout(timer);
      timer = setTimeout(() => (said.value = undefined), stands);
    },
    dispose: () => clearTimeout(timer),
  };
}
