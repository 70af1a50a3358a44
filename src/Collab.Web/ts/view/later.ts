// Scripts that the page can begin without: each comes when it is needed, and is tried again when it could not be fetched.
import { type ReadonlySignal, signal } from "@preact/signals-core";

export interface Part<M> {
  readonly module: ReadonlySignal<M | undefined>;
  fetch(): Promise<void>;
}

function part<M>(load: () => Promise<M>): Part<M> {
  const module = signal<M | undefined>(undefined);
  let fetching: Promise<void> | undefined;
  return {
    module,
    fetch: () => fetching ??= load().then(loaded => void (module.value = loaded), error => {
      fetching = undefined;
      throw error;
    }),
  };
}

/** The panel, the room's menu, and what tags are offered. */
export const panelPart = part(() => import("./panel.js"));
/** The inbox, what is new, and the members to name: in the same bundle, which weighs less than two. */
export const catchingPart = panelPart;
/** How much was said, sentence by sentence: as well. */
export const heatPart = panelPart;
/** The room as it stood. */
export const replayPart = part(() => import("./replay.js"));
/** Stances, and the session. */
export const hourPart = part(() => import("./hour.js"));
/** What a session is led by. */
export const leadPart = part(() => import("./lead.js"));
