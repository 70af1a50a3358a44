// How the link is, and when it is worth a word.
import { type Signal, signal } from "@preact/signals-core";
import type { Link } from "../live/connection.js";
import type { Outbox } from "../live/outbox.js";
import { t } from "../text/language.js";
import type { Announcer } from "./announcer.js";

export interface Links {
  readonly link: Signal<Link>;
  onLink(link: Link): void;
  dispose(): void;
}

/** In how many parts the time is counted until a lost link is said. */
const looks = 5;

/** @param silentFor How long a link is gone, before a reader's eyes, until it is said, in milliseconds. */
export function createLinks(announcer: Announcer, outbox: () => Outbox, silentFor = 5_000): Links {
  const link = signal<Link>({ state: "connecting", since: Date.now() });
  let offlineSaid = false;
  let seen = 0;
  let timer: ReturnType<typeof setInterval> | undefined;

  // A phone that is locked and unlocked makes no noise: only the time in which the page is looked at counts.
  function count(): void {
    if (document.visibilityState !== "visible" || ++seen < looks) return;
    stop();
    offlineSaid = true;
    announcer.tell({ kind: "link", sentence: t("Offline. What you write is kept here and sent later") });
  }

  function stop(): void {
    clearInterval(timer);
    timer = undefined;
    seen = 0;
  }

  return {
    link,
    onLink(now) {
      link.value = now;
      if (now.state === "offline") {
        if (!offlineSaid) timer ??= setInterval(count, silentFor / looks);
      } else if (now.state === "live" || now.state === "ended") {
        stop();
        if (now.state === "ended") return;
        if (offlineSaid) announcer.tell({ kind: "link", sentence: t("Connected again") });
        offlineSaid = false;
        outbox().flush();
      }
    },
    dispose: stop,
  };
}
