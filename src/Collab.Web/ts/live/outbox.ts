// Commands on their way. Each is kept in this browser under its command id until the server has acknowledged it, sent in
// order within its lane (a clause), and retried with the same id while its outcome is not known. A tab sends what was
// written in it, and what a tab left behind that is gone. (A lock around the sending of all tabs was tried: what one tab
// writes to localStorage, the next to hold the lock may not see yet, and sent it again.)
import { signal, type ReadonlySignal } from "@preact/signals-core";
import { type Command, type CommandAnswer, Refusal, type Verb } from "../model/wire.js";
import { t } from "../text/language.js";
import { prefixOf, unsentOfOthers } from "./others.js";
import { keep, newId, readJson, type Keep } from "./storage.js";
import { createTabs, settling } from "./tabs.js";

/** A command on its way. Its text stays in this browser until the server has it or the reader throws it away. */
export interface OutboxItem {
  commandId: string;
  verb: Verb;
  /** "queued": not tried or to be tried again; "sending": on the wire; "done": acknowledged; "refused": for good, with `code` and `detail`. */
  state: "queued" | "sending" | "done" | "refused";
  /** When it was written, in milliseconds. */
  at: number;
  /** How often it was tried. */
  attempts: number;
  /** The tab that sends it. */
  owner: string;
  clause?: string;
  annotation?: string;
  body: Readonly<Record<string, unknown>>;
  code?: string;
  detail?: string;
  answer?: CommandAnswer;
}

export interface Sending { commandId: string; done: Promise<CommandAnswer> }

export interface OutboxOptions {
  document: string;
  member: string;
  /** Sends one command; throws a Refusal. */
  send(command: Command): Promise<CommandAnswer>;
  /** Whether there is a link to send by. */
  canSend(): boolean;
  /** Called once for each command that was refused for good and is not kept, because it holds no text. */
  onRefused?(item: OutboxItem): void;
  storage?: Keep;
  /** The longest pause between tries, in milliseconds. */
  longestPause?: number;
  /** How long everything waits when it was too often and the hub, unlike HTTP, says no time; doubled each time. In milliseconds. */
  easing?: number;
}

export interface Outbox {
  readonly items: ReadonlySignal<readonly OutboxItem[]>;
  /** How many commands of other members wait in this browser for the same document, by member. They are theirs to send. */
  readonly others: ReadonlySignal<ReadonlyMap<string, number>>;
  post(verb: Verb, body: Readonly<Record<string, unknown>>, about: { clause?: string; annotation?: string }): Sending;
  retry(commandId: string): void;
  /** Throws an item away. One that was tried may still have reached the server. */
  discard(commandId: string): void;
  /** Tries everything that waits: call it when the link is back. */
  flush(): void;
  dispose(): void;
}

/** Verbs whose refusal must not lose what was written. */
const written: ReadonlySet<Verb> = new Set<Verb>(["Annotate", "Reply", "Edit"]);
const doneKeptFor = 10_000;
/** The rates are counted by the minute: longer than this, in milliseconds, nothing waits that was told no time. */
const longestEasing = 60_000;
/** What a server may ask to wait, in milliseconds. */
const longestWait = 600_000;
let order = 0;

export function createOutbox(options: OutboxOptions): Outbox {
  const storage = options.storage ?? keep;
  const prefix = prefixOf(options.document, options.member);
  const tabs = createTabs(storage);
  const tab = tabs.own;
  let parsed = new Map<string, { text: string; item: OutboxItem }>();
  const longestPause = options.longestPause ?? 15_000;
  const waiting = new Map<string, { resolve(answer: CommandAnswer): void; reject(refusal: Refusal): void }>();
  const running = new Set<string>();
  const pauses = new Map<string, number>();
  const timers = new Set<ReturnType<typeof setTimeout>>();
  const items = signal<readonly OutboxItem[]>(load());
  const others = signal(unsentOfOthers(storage, options.document, options.member));
  let stopped = false;
  let adopting = false;
  // The server counts a person's commands, whatever clause they are for: when it was too often, all lanes wait.
  let notBefore = 0;
  let eased = 0;

  /** What is kept, oldest first; an item that did not change is the same object as before. */
  function load(): OutboxItem[] {
    const found: OutboxItem[] = [];
    const texts = new Map<string, { text: string; item: OutboxItem }>();
    for (const key of storage.keys(prefix)) {
      const text = storage.get(key);
      const known = parsed.get(key);
      const item = known && known.text === text ? known.item : readJson<OutboxItem>(key, storage);
      if (!item?.commandId || text === undefined) continue;
      texts.set(key, { text, item });
      found.push(item);
    }
    parsed = texts;
    return found.sort((a, b) => a.at - b.at);
  }

  function read(commandId: string): OutboxItem | undefined {
    return readJson<OutboxItem>(prefix + commandId, storage);
  }

  function write(item: OutboxItem): void {
    storage.set(prefix + item.commandId, JSON.stringify(item));
    refresh();
  }

  function remove(commandId: string): void {
    storage.remove(prefix + commandId);
    refresh();
  }

  function refresh(): void {
    if (!stopped) items.value = load();
  }

  function later(milliseconds: number, action: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      action();
    }, milliseconds);
    timers.add(timer);
  }

  const lane = (item: OutboxItem): string => item.clause ?? "";
  const waits = (item: OutboxItem): boolean => item.state === "queued" || item.state === "sending";

  function flush(): void {
    if (stopped) return;
    refresh();
    for (const name of new Set(items.value.filter(item => waits(item) && item.owner === tab).map(lane))) void run(name);
    void adopt();
  }

  async function run(name: string): Promise<void> {
    if (running.has(name) || stopped) return;
    running.add(name);
    try {
      while (!stopped && options.canSend()) {
        const item = items.value.find(other => lane(other) === name && waits(other) && other.owner === tab);
        if (!item) return;
        const pause = Math.max(pauses.get(item.commandId) ?? 0, notBefore) - Date.now();
        if (pause > 0) {
          later(pause, () => void run(name));
          return;
        }
        await attempt(item);
      }
    } finally {
      running.delete(name);
    }
  }

  /** Takes over what a tab left behind that is gone. Looks again later while somebody else's commands wait. */
  async function adopt(): Promise<void> {
    const foreign = (): OutboxItem[] => items.value.filter(item => waits(item) && item.owner !== tab);
    if (adopting || foreign().length === 0) return;
    adopting = true;
    try {
      await tabs.exclusively(`${prefix}adopt`, async () => {
        await new Promise(done => setTimeout(done, settling));
        refresh();
        const alive = await tabs.alive();
        for (const item of foreign()) if (!alive.has(item.owner)) write({ ...item, state: "queued", owner: tab });
      });
    } finally {
      adopting = false;
    }
    if (stopped) return;
    for (const name of new Set(items.value.filter(item => waits(item) && item.owner === tab).map(lane))) void run(name);
    if (foreign().length > 0) later(10_000, () => void adopt());
  }

  async function attempt(item: OutboxItem): Promise<void> {
    const sending: OutboxItem = { ...item, state: "sending", attempts: item.attempts + 1 };
    write(sending);
    try {
      const { commandId, verb, body } = item;
      const answer = await options.send({ verb, document: options.document, commandId, body } as unknown as Command);
      settle({ ...sending, state: "done", answer });
    } catch (error) {
      const refusal = error instanceof Refusal ? error : Refusal.unreachable();
      if (refusal.code === "already") settle({ ...sending, state: "done", answer: { seq: 0 } });
      else if (refusal.retryable || refusal.code === "unauthenticated" || refusal.code === "another-member") {
        if (refusal.code === "rate-limited") ease(refusal);
        pauses.set(item.commandId, Date.now() + Math.max(pauseAfter(sending.attempts), asked(refusal) ?? 0));
        if (read(item.commandId)) write({ ...sending, state: "queued", code: refusal.code, detail: refusal.message });
      } else {
        refused({ ...sending, state: "refused", code: refusal.code, detail: refusal.message }, refusal);
      }
    }
  }

  function ease(refusal: Refusal): void {
    const wait = asked(refusal) ?? Math.min(longestEasing, (options.easing ?? 2_000) * 2 ** Math.min(eased++, 10));
    notBefore = Math.max(notBefore, Date.now() + wait);
  }

  function asked(refusal: Refusal): number | undefined {
    return refusal.retryAfter === undefined ? undefined : Math.min(refusal.retryAfter, longestWait);
  }

  function settle(item: OutboxItem): void {
    pauses.delete(item.commandId);
    eased = 0;
    // Kept a moment for the other tabs, which wait for the answer too.
    if (read(item.commandId)) write(item);
    later(doneKeptFor, () => remove(item.commandId));
    waiting.get(item.commandId)?.resolve(item.answer!);
    waiting.delete(item.commandId);
  }

  function refused(item: OutboxItem, refusal: Refusal): void {
    pauses.delete(item.commandId);
    if (written.has(item.verb)) {
      if (read(item.commandId)) write(item);
    } else {
      remove(item.commandId);
      options.onRefused?.(item);
    }
    waiting.get(item.commandId)?.reject(refusal);
    waiting.delete(item.commandId);
  }

  function pauseAfter(attempts: number): number {
    return Math.min(longestPause, 500 * 2 ** Math.min(attempts, 10)) * (0.5 + Math.random() / 2);
  }

  const changed = (event: StorageEvent): void => {
    if (event.key !== null && !event.key.startsWith(prefixOf(options.document))) return;
    others.value = unsentOfOthers(storage, options.document, options.member);
    refresh();
    for (const [commandId, promise] of [...waiting]) {
      const item = read(commandId);
      if (item?.state === "done") promise.resolve(item.answer!);
      else if (item?.state === "refused") promise.reject(new Refusal(item.code ?? "internal", item.detail ?? ""));
      else continue;
      waiting.delete(commandId);
    }
  };
  addEventListener("storage", changed);
  for (const item of items.value) if (item.state === "done") storage.remove(prefix + item.commandId);
  refresh();
  later(0, () => void adopt());

  return {
    items,
    others,
    post(verb, body, about) {
      const commandId = newId();
      // Two in one millisecond keep their order.
      const item: OutboxItem = { commandId, verb, state: "queued", at: Math.max(Date.now(), order + 0.001), attempts: 0, owner: tab, body, ...about };
      order = item.at;
      const done = new Promise<CommandAnswer>((resolve, reject) => waiting.set(commandId, { resolve, reject }));
      // Whoever does not look at the outcome sees it in the items.
      done.catch(() => undefined);
      write(item);
      void run(lane(item));
      return { commandId, done };
    },
    retry(commandId) {
      const item = read(commandId);
      if (!item) return;
      pauses.delete(commandId);
      const { code, detail: _detail, ...rest } = item;
      // What was written for a blind round that is over is sent for everybody now.
      const { round: _round, ...forAll } = rest.body;
      write({ ...rest, body: code === "round-over" ? forAll : rest.body, state: "queued", owner: tab });
      void run(lane(item));
    },
    discard(commandId) {
      remove(commandId);
      waiting.get(commandId)?.reject(new Refusal("discarded", t("Thrown away.")));
      waiting.delete(commandId);
    },
    flush() {
      pauses.clear();
      flush();
    },
    dispose() {
      stopped = true;
      removeEventListener("storage", changed);
      tabs.dispose();
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
