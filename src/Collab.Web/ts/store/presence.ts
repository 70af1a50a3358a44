// Who is here, and what this reader says of their own place: not kept, sent as seldom as will do.
import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type { Connection } from "../live/connection.js";
import type { Person, Presence, Selection } from "../model/wire.js";

export interface Here {
  readonly presence: ReadonlySignal<ReadonlyMap<string, Person>>;
  readonly people: ReadonlySignal<readonly Person[]>;
  onPresence(item: Presence): void;
  /** Where I am, to be said again after a reconnect. */
  place(): { clause?: string; selection?: Selection };
  at(clause: string | undefined, selection?: Selection): void;
  typing(clause: string, on: boolean): void;
  dispose(): void;
}

export function createHere(connection: () => Pick<Connection, "at" | "typing">): Here {
  const presence = signal<ReadonlyMap<string, Person>>(new Map());
  const say = throttled((clause: string | undefined, selection: Selection | undefined) => connection().at(clause, selection), 500);
  let place: { clause?: string; selection?: Selection } = {};
  let typingAt: { clause: string; since: number } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function typing(clause: string, on: boolean): void {
    clearTimeout(timer);
    if (typingAt && (!on || typingAt.clause !== clause)) {
      connection().typing(typingAt.clause, false);
      typingAt = undefined;
    }
    if (!on) return;
    if (!typingAt || Date.now() - typingAt.since > 3_000) {
      typingAt = { clause, since: Date.now() };
      connection().typing(clause, true);
    }
    timer = setTimeout(() => typing(clause, false), 5_000);
  }

  return {
    presence,
    people: computed(() => [...presence.value.values()]),
    onPresence(item) {
      const next = new Map(item.full ? [] : presence.value);
      for (const person of item.people) next.set(person.id, person);
      for (const id of item.gone ?? []) next.delete(id);
      presence.value = next;
    },
    place: () => place,
    at(clause, selection) {
      place = { ...(clause === undefined ? {} : { clause }), ...(selection ? { selection } : {}) };
      say(clause, selection);
    },
    typing,
    dispose: () => clearTimeout(timer),
  };
}

/** Calls at once, then at most once in a while with the latest of what came meanwhile. */
function throttled<A extends unknown[]>(action: (...args: A) => void, interval: number): (...args: A) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest: A | undefined;
  const next = (): void => {
    timer = undefined;
    if (!latest) return;
    const args = latest;
    latest = undefined;
    timer = setTimeout(next, interval);
    action(...args);
  };
  return (...args) => {
    latest = args;
    if (timer === undefined) next();
  };
}
