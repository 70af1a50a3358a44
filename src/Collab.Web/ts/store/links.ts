// How the link is, and when it is worth a word.
import { type Signal, signal } from "@preact/signals-core";
import type { Link } from "../live/connection.js";
import type { Outbox } from "../live/outbox.js";
import type { Announcer } from "./announcer.js";

export interface Links {
  readonly link: Signal<Link>;
  onLink(link: Link): void;
  dispose(): void;
}

export function createLinks(announcer: Announcer, outbox: () => Outbox): Links {
  const link = signal<Link>({ state: "connecting", since: Date.now() });
  let offlineSaid = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  return {
    link,
    onLink(now) {
      link.value = now;
      clearTimeout(timer);
      if (now.state === "live") {
        if (offlineSaid) announcer.tell({ kind: "link", sentence: "Connected again" });
        offlineSaid = false;
        outbox().flush();
      } else if (now.state === "offline" && !offlineSaid) {
        // A phone that was locked for a moment makes no noise.
        timer = setTimeout(() => {
          if (document.visibilityState !== "visible") return;
          offlineSaid = true;
          announcer.tell({ kind: "link", sentence: "Offline. What you write is kept here and sent later" });
        }, 5_000);
      }
    },
    dispose: () => clearTimeout(timer),
  };
}
