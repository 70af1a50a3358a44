// What I have read: everything up to a seq of the document, and single notes after it. It is kept in my notebook, so that it is the same on
// every device, and in this browser, so that it holds while the server is away. Marks only grow: those of all devices come together.
import { signal, type ReadonlySignal } from "@preact/signals-core";
import type { Read } from "../model/notebook.js";
import { type Annotation, isGone } from "../model/wire.js";
import { keep, readJson, type Keep } from "./storage.js";

interface Marks extends Read {
  /** A guess of this browser, until the notebook has said what was read elsewhere. */
  guessed?: true;
}

export interface Unread {
  /** Changes whenever a mark does. */
  readonly version: ReadonlySignal<number>;
  /** Whether the notebook has been heard. */
  readonly known: ReadonlySignal<boolean>;
  isUnread(note: Annotation): boolean;
  markRead(seqs: readonly number[]): void;
  markAll(epoch: string, seq: number): void;
  /** Begins at the first visit: what was there before counts as read. After a restore of another epoch, begins anew. */
  begin(epoch: string, seq: number): void;
  /** All that the notebook says; undefined where it says nothing yet. What it does not know is told to it. */
  hear(read: Read | undefined): void;
  /** What was marked on another device, or here. */
  add(read: Read): void;
  dispose(): void;
}

const mostSeqs = 4000;
/** How long marks are gathered before they are sent, in milliseconds. */
const gatherFor = 1_500;

/** @param send Writes marks into the notebook; fails where they are to be sent again. */
export function createUnread(document: string, member: string, send: (read: Read) => Promise<void>, storage: Keep = keep): Unread {
  const key = `collab.marks.${document}.${member}`;
  const version = signal(0);
  const known = signal(false);
  let marks: Marks | undefined;
  let single = new Set<number>();
  let unsent: { upTo: number; seqs: Set<number> } = { upTo: 0, seqs: new Set() };
  let timer: ReturnType<typeof setTimeout> | undefined;

  function load(): void {
    marks = readJson<Marks>(key, storage);
    single = new Set(marks?.seqs);
  }

  const reload = (event: StorageEvent): void => {
    if (event.key !== key) return;
    load();
    version.value++;
  };
  const leave = (): void => {
    if (globalThis.document.visibilityState === "hidden") flush();
  };

  function save(next: Omit<Marks, "seqs">, seqs: Iterable<number>): void {
    single = new Set([...seqs].filter(seq => seq > next.upTo).slice(-mostSeqs));
    marks = { ...next, seqs: [...single] };
    storage.set(key, JSON.stringify(marks));
    version.value++;
  }

  function tell(upTo: number, seqs: Iterable<number>): void {
    unsent.upTo = Math.max(unsent.upTo, upTo);
    for (const seq of seqs) unsent.seqs.add(seq);
    timer ??= setTimeout(flush, gatherFor);
  }

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    // What the notebook says comes first: a guess must not count for more than what was left unread elsewhere.
    if (!known.value || !marks || unsent.upTo === 0 && unsent.seqs.size === 0) return;
    const { upTo, seqs } = unsent;
    unsent = { upTo: 0, seqs: new Set() };
    send({ epoch: marks.epoch, upTo, seqs: [...seqs].slice(-1000) }).catch(() => {
      clearTimeout(timer);
      timer = undefined;
      unsent.upTo = Math.max(unsent.upTo, upTo);
      for (const seq of seqs) unsent.seqs.add(seq);
    });
  }

  load();
  addEventListener("storage", reload);
  addEventListener("pagehide", flush);
  globalThis.document.addEventListener("visibilitychange", leave);

  return {
    version,
    known,
    isUnread: note => marks !== undefined && note.creator.id !== member && note.seq > marks.upTo && !isGone(note) && !single.has(note.seq),
    markRead(seqs) {
      const fresh = seqs.filter(seq => marks && seq > marks.upTo && !single.has(seq));
      if (fresh.length === 0 || !marks) return;
      // Another tab may have marked since this one last read.
      const stored = readJson<Marks>(key, storage);
      const same = stored?.epoch === marks.epoch ? stored : undefined;
      save({ ...marks, upTo: Math.max(marks.upTo, same?.upTo ?? 0) }, [...same?.seqs ?? [], ...single, ...fresh]);
      tell(0, fresh);
    },
    markAll(epoch, seq) {
      save({ epoch, upTo: seq }, []);
      tell(seq, []);
    },
    begin(epoch, seq) {
      if (marks?.epoch !== epoch) save({ epoch, upTo: seq, guessed: true }, []);
    },
    hear(read) {
      if (!marks) return;
      const before = marks;
      known.value = true;
      if (read?.epoch === before.epoch) {
        const upTo = before.guessed ? read.upTo : Math.max(before.upTo, read.upTo);
        const seqs = new Set([...read.seqs, ...single]);
        const news = [...single].filter(seq => !read.seqs.includes(seq) && seq > read.upTo);
        if (before.guessed || upTo > before.upTo || seqs.size > single.size) save({ epoch: read.epoch, upTo }, seqs);
        if (upTo > read.upTo || news.length > 0) tell(upTo, news);
      } else {
        if (before.guessed) save({ epoch: before.epoch, upTo: before.upTo }, single);
        tell(before.upTo, single);
      }
    },
    add(read) {
      if (read.epoch !== marks?.epoch || read.upTo <= marks.upTo && read.seqs.every(seq => seq <= marks!.upTo || single.has(seq))) return;
      save({ ...marks, upTo: Math.max(marks.upTo, read.upTo) }, [...single, ...read.seqs]);
    },
    dispose() {
      flush();
      removeEventListener("storage", reload);
      removeEventListener("pagehide", flush);
      globalThis.document.removeEventListener("visibilitychange", leave);
    },
  };
}
