// Offers, for a moment, to take back what was just posted.
import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { Outbox, Sending } from "../live/outbox.js";
import { t } from "../text/language.js";
import type { Undo } from "./roomstore.js";

/** What becomes of a note that others do not see yet, by its state. */
export const keptUntil: Readonly<Record<string, string>> = { sealed: t("Kept until the reveal"), draft: t("Kept until its point is reached") };

export interface Undoing {
  readonly undoable: ReadonlySignal<Undo | undefined>;
  offer(sending: Sending, isPrivate: boolean): void;
  undo(): void;
  dispose(): void;
}

/** @param lasts How long it is offered, in milliseconds. */
export function createUndoing(outbox: Outbox, remove: (annotation: string) => void, lasts = 10_000): Undoing {
  const undoable = signal<Undo | undefined>(undefined);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last: Sending | undefined;

  return {
    undoable,
    offer(sending, isPrivate) {
      last = sending;
      undoable.value = { commandId: sending.commandId, until: Date.now() + lasts, private: isPrivate };
      clearTimeout(timer);
      timer = setTimeout(() => {
        undoable.value = undefined;
      }, lasts);
      sending.done.then(answer => {
        if (undoable.value?.commandId === sending.commandId && answer.id !== undefined) undoable.value = { ...undoable.value, annotation: answer.id, kept: keptUntil[answer.state ?? ""] };
      }, () => {
        if (undoable.value?.commandId === sending.commandId) undoable.value = undefined;
      });
    },
    undo() {
      const offered = undoable.value;
      if (!offered) return;
      undoable.value = undefined;
      clearTimeout(timer);
      const item = outbox.items.value.find(other => other.commandId === offered.commandId);
      if (item && item.state === "queued" && item.attempts === 0) return outbox.discard(offered.commandId);
      // On its way: taken back as soon as it has arrived.
      if (last?.commandId === offered.commandId) last.done.then(answer => answer.id !== undefined && remove(answer.id), () => undefined);
    },
    dispose: () => clearTimeout(timer),
  };
}
