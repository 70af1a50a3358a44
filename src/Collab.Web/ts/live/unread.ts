// What I have read, in this browser: everything up to a seq, and single notes after it.
import { signal, type ReadonlySignal } from "@preact/signals-core";
import { type Annotation, isGone } from "../model/wire.js";
import { keep, readJson, type Keep } from "./storage.js";

interface Marks { epoch: string; seq: number; ids: string[] }

export interface Unread {
  /** Changes whenever a mark does. */
  readonly version: ReadonlySignal<number>;
  isUnread(note: Annotation): boolean;
  markRead(ids: readonly string[]): void;
  markAll(epoch: string, seq: number): void;
  /** Begins at the first visit: what was there before counts as read. After a restore of another epoch, begins anew. */
  begin(epoch: string, seq: number): void;
  dispose(): void;
}

const mostIds = 4000;

export function createUnread(document: string, member: string, storage: Keep = keep): Unread {
  const key = `collab.read.${document}.${member}`;
  const version = signal(0);
  let marks = readJson<Marks>(key, storage);
  let read = new Set(marks?.ids);
  const reload = (event: StorageEvent): void => {
    if (event.key !== key) return;
    marks = readJson<Marks>(key, storage);
    read = new Set(marks?.ids);
    version.value++;
  };
  addEventListener("storage", reload);

  function save(next: Marks): void {
    marks = next;
    storage.set(key, JSON.stringify(next));
    version.value++;
  }

  return {
    version,
    isUnread: note => marks !== undefined && note.creator.id !== member && note.seq > marks.seq && !isGone(note) && !read.has(note.id),
    markRead(ids) {
      const fresh = ids.filter(id => !read.has(id));
      if (fresh.length === 0 || !marks) return;
      // Another tab may have marked since this one last read.
      const stored = readJson<Marks>(key, storage);
      read = new Set([...(stored?.epoch === marks.epoch ? stored.ids : []), ...read, ...fresh].slice(-mostIds));
      save({ epoch: marks.epoch, seq: Math.max(marks.seq, stored?.epoch === marks.epoch ? stored.seq : 0), ids: [...read] });
    },
    markAll(epoch, seq) {
      read = new Set();
      save({ epoch, seq, ids: [] });
    },
    begin(epoch, seq) {
      if (marks?.epoch === epoch) return;
      read = new Set();
      save({ epoch, seq, ids: [] });
    },
    dispose: () => removeEventListener("storage", reload),
  };
}
