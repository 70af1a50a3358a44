// Going where the moderator leads, until the reader moves by their own hand; and the offer to, for who does not follow.
import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { Led, Target } from "../model/wire.js";

export interface Following {
  readonly follow: ReadonlySignal<"off" | "following" | "suspended">;
  /** Until it is taken up or dismissed, or it was led elsewhere; whoever led may hide where they are, and may be elsewhere since. */
  readonly leadOffer: ReadonlySignal<Led | undefined>;
  setFollow(on: boolean): void;
  /** The reader has moved by their own hand. */
  suspendFollow(): void;
  dismissLead(): void;
  onLead(show: (clause: string, passage?: Target) => void): () => void;
  /** The moderator has led: shows it to who follows, offers it to others. */
  led(led: Led): void;
  /** Offers what the moderator led to before the reader came, when it is fresh. */
  offer(led: Led | undefined): void;
  dispose(): void;
}

/** A lead older than this, in milliseconds, is not offered to who comes in. */
const leadIsFresh = 30 * 60_000;

/** @param current Where the moderator led last. */
export function createFollowing(my: string, current: () => Led | undefined): Following {
  const follow = signal<"off" | "following" | "suspended">("off");
  const leadOffer = signal<Led | undefined>(undefined);
  const handlers = new Set<(clause: string, passage?: Target) => void>();

  function suspendFollow(): void {
    if (follow.value === "following") follow.value = "suspended";
  }

  const suspend = (event: Event): void => {
    if (follow.value !== "following") return;
    if (event instanceof KeyboardEvent && ["Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
    if (event.type === "selectionchange" && (getSelection()?.isCollapsed ?? true)) return;
    suspendFollow();
  };
  const moves = ["wheel", "touchmove", "keydown"];
  for (const name of moves) addEventListener(name, suspend, { passive: true });
  document.addEventListener("selectionchange", suspend);

  function show(led: Led): void {
    for (const handler of handlers) handler(led.clause, led.target);
  }

  function offer(led: Led | undefined): void {
    if (led && led.by.id !== my && Date.now() - Date.parse(led.at) < leadIsFresh) leadOffer.value = led;
  }

  return {
    follow,
    leadOffer,
    setFollow(on) {
      follow.value = on ? "following" : "off";
      if (!on) return;
      leadOffer.value = undefined;
      const led = current();
      if (led) show(led);
    },
    suspendFollow,
    dismissLead() {
      leadOffer.value = undefined;
    },
    onLead(handler) {
      handlers.add(handler);
      return () => void handlers.delete(handler);
    },
    led(led) {
      if (follow.value === "following") show(led);
      else offer(led);
    },
    offer,
    dispose() {
      for (const name of moves) removeEventListener(name, suspend);
      document.removeEventListener("selectionchange", suspend);
    },
  };
}
