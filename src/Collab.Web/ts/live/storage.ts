// What this browser keeps: localStorage where it may be used, memory where it may not (a blocked or full store loses
// nothing that is on the page, only what a reload would have brought back).
import { type ReadonlySignal, signal } from "@preact/signals-core";

export interface Keep {
  get(key: string): string | undefined;
  set(key: string, value: string): void;
  remove(key: string): void;
  keys(prefix: string): string[];
  /** False once something could not be kept for after a reload. */
  readonly durable: ReadonlySignal<boolean>;
}

class BrowserKeep implements Keep {
  readonly durable = signal(true);
  // What the store refused to take; what it took is in the store alone, so that other tabs' changes are seen.
  private readonly memory = new Map<string, string>();

  get(key: string): string | undefined {
    return this.memory.get(key) ?? this.attempt(store => store.getItem(key) ?? undefined);
  }

  set(key: string, value: string): void {
    this.memory.delete(key);
    const kept = this.attempt(store => {
      store.setItem(key, value);
      return true;
    });
    if (!kept) this.memory.set(key, value);
  }

  remove(key: string): void {
    this.memory.delete(key);
    this.attempt(store => store.removeItem(key));
  }

  keys(prefix: string): string[] {
    const stored = this.attempt(store => Object.keys(store)) ?? [];
    return [...new Set([...stored, ...this.memory.keys()])].filter(key => key.startsWith(prefix));
  }

  private attempt<T>(use: (store: Storage) => T): T | undefined {
    try {
      return use(localStorage);
    } catch {
      this.durable.value = false;
      return undefined;
    }
  }
}

export const keep: Keep = new BrowserKeep();

export function readJson<T>(key: string, from: Keep = keep): T | undefined {
  try {
    const text = from.get(key);
    return text === undefined ? undefined : JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}

/** A random UUID. crypto.randomUUID is missing off loopback without TLS; getRandomValues is not. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, byte => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
