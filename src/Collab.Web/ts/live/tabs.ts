// The tabs of this browser that have a document open: which of them live, and one at a time where that matters.
import { newId, readJson, type Keep } from "./storage.js";

export interface Tabs {
  /** This tab's id. */
  readonly own: string;
  alive(): Promise<ReadonlySet<string>>;
  /** Runs the action while no other tab runs one of this name. */
  exclusively(name: string, action: () => Promise<void>): Promise<void>;
  dispose(): void;
}

/** How long a tab without locks counts as alive after its last sign, in milliseconds: timers of a hidden tab may run once a minute. */
const aliveFor = 90_000;
/** What another tab wrote may take so long to be seen here, in milliseconds. */
export const settling = 60;
const aliveKey = "collab.tab.";

export function createTabs(storage: Keep): Tabs {
  return navigator.locks ? withLocks(navigator.locks) : withSigns(storage);
}

/** A lock is held as long as the page is: the browser lets it go when the page is closed or crashes. */
function withLocks(locks: LockManager): Tabs {
  const own = newId();
  let leave: (() => void) | undefined;
  let left = false;
  void locks.request(aliveKey + own, () => new Promise<void>(done => {
    leave = done;
    if (left) done();
  }));
  return {
    own,
    alive: async () => new Set((await locks.query()).held?.flatMap(lock => lock.name?.slice(aliveKey.length) ?? [])),
    exclusively: (name, action) => locks.request(name, action),
    dispose() {
      left = true;
      leave?.();
    },
  };
}

/** Without TLS there are no locks: tabs give signs of life, and take leases. */
function withSigns(storage: Keep): Tabs {
  const own = newId();
  let stopped = false;
  const sign = (): void => storage.set(aliveKey + own, String(Date.now()));
  const leave = (): void => storage.remove(aliveKey + own);
  sign();
  const timer = setInterval(sign, aliveFor / 10);
  addEventListener("pagehide", leave);
  addEventListener("pageshow", sign);

  return {
    own,
    alive: () => Promise.resolve(new Set(storage.keys(aliveKey).filter(key => Date.now() - Number(storage.get(key)) < aliveFor).map(key => key.slice(aliveKey.length)))),
    async exclusively(name, action) {
      // A lease may, in a race of milliseconds, be held twice: then the command id makes the second sending a repetition,
      // which the server answers and does not do again.
      const key = `collab.lease.${name}`;
      const mine = (): boolean => readJson<{ tab: string }>(key, storage)?.tab === own;
      while (!stopped) {
        const lease = readJson<{ tab: string; until: number }>(key, storage);
        if (!lease || lease.until < Date.now()) {
          storage.set(key, JSON.stringify({ tab: own, until: Date.now() + 5_000 }));
          await new Promise(done => setTimeout(done, settling));
          if (mine()) break;
        }
        await new Promise(done => setTimeout(done, settling * (1 + Math.random())));
      }
      try {
        if (!stopped) await action();
      } finally {
        if (mine()) storage.remove(key);
      }
    },
    dispose() {
      stopped = true;
      clearInterval(timer);
      removeEventListener("pagehide", leave);
      removeEventListener("pageshow", sign);
      leave();
    },
  };
}
