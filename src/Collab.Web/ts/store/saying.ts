// What came of what the reader did, in a few words: to the eye at once, and to the ear when its turn comes.
import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { Announcer } from "./announcer.js";

export interface Saying {
  readonly said: ReadonlySignal<string | undefined>;
  say(sentence: string): void;
  dispose(): void;
}

/** How long it stands on the page, in milliseconds. */
const stands = 6_000;

export function createSaying(announcer: Announcer): Saying {
  const said = signal<string | undefined>(undefined);
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    said,
    say(sentence) {
      announcer.tell({ kind: "own", sentence });
      said.value = sentence;
      clearTimeout(timer);
      timer = setTimeout(() => (said.value = undefined), stands);
    },
    dispose: () => clearTimeout(timer),
  };
}
