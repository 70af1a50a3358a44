// The document and the reader's notebook, as far as this browser knows them, and who is told when they change.
import { batch, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals-core";
import { emptyState, foldBatch, fromSnapshot, placesOf, type RoomState, topOf, type Viewer } from "../model/fold.js";
import type { NotebookSnapshot } from "../model/notebook.js";
import { type Annotation, type Batch, type Boot, isPrivate, type RoomEvent, type Snapshot } from "../model/wire.js";

type Ids = Iterable<string> | "all";

export interface Replica {
  readonly state: ReadonlySignal<RoomState>;
  /** My private notes. */
  readonly notes: ReadonlySignal<RoomState>;
  readonly ready: ReadonlySignal<boolean>;
  /** The commands whose events have come. */
  readonly seenCommands: ReadonlySet<string>;
  /** The notes that came by the reveal of a blind round. */
  readonly revealed: ReadonlySet<string>;
  find(annotation: string): Annotation | undefined;
  /** The document, or for a private note the notebook. */
  holding(annotation: string): RoomState;
  /** Whether the note was added after the page was opened. */
  isNew(note: Annotation): boolean;
  /** Reads a signal that changes with whatever stands at the clause, so that not every change concerns every clause. */
  follow(clause: string): void;
  /** The last step from one state to the next, with the notes that it concerned. */
  change(): { before: RoomState; after: RoomState; ids: Ids } | undefined;
  /** Called with the ids of the notes that changed. Answers how to stop. */
  listen(listener: (ids: Ids) => void): () => void;
  /** Resolves when the state is at that seq, or past it. */
  reached(seq: number): Promise<void>;
  onBatch(received: Batch): "ok" | "resync";
  onNotebook(received: Batch): "ok" | "resync";
  take(snapshot: Snapshot): void;
  /** Another moment in the place of this one; with the events between the two, where they are known. */
  show(moment: RoomState, events?: readonly RoomEvent[]): void;
  takeNotebook(snapshot: NotebookSnapshot): void;
}

export interface ReplicaOptions {
  viewer(): Viewer;
  /** Called, before anything is shown of it, with each snapshot. */
  onSnapshot(snapshot: Snapshot): void;
  onEvent(event: RoomEvent, after: RoomState): void;
  /** Called with what comes of the notebook: as a whole, and event by event. */
  onNotebook(snapshot: NotebookSnapshot): void;
  onNoted(event: RoomEvent): void;
}

export function createReplica(boot: Boot, options: ReplicaOptions): Replica {
  const state = signal<RoomState>(emptyState(boot.document, boot.seminar, boot.title));
  const notes = signal<RoomState>(emptyState(boot.document));
  const ready = signal(false);
  const seenCommands = new Set<string>();
  const revealed = new Set<string>();
  const listeners = new Set<(ids: Ids) => void>();
  const versions = new Map<string, Signal<number>>();
  // The seqs at which the page began to know the document and the notebook.
  let [documentFrom, notebookFrom] = [Infinity, Infinity];

  let last: ReturnType<Replica["change"]>;

  function versionOf(clause: string): Signal<number> {
    let version = versions.get(clause);
    if (!version) versions.set(clause, version = signal(0));
    return version;
  }

  function touch(clauses: Ids): void {
    for (const clause of clauses === "all" ? versions.keys() : clauses) versionOf(clause).value++;
  }

  function tell(ids: Ids): void {
    for (const listener of listeners) listener(ids);
  }

  function renew(part: Signal<RoomState>, after: RoomState): void {
    batch(() => {
      part.value = after;
      touch("all");
    });
    tell("all");
  }

  function replace(part: Signal<RoomState>, after: RoomState, events: readonly RoomEvent[]): void {
    const before = part.peek();
    const { clauses, ids } = concerned(before, after, events);
    last = { before, after, ids };
    batch(() => {
      for (const event of events) {
        if (event.command !== undefined) seenCommands.add(event.command);
        if (event.kind === "AnnotationAdded" && event.data.round !== undefined && event.annotation !== undefined) revealed.add(event.annotation);
      }
      part.value = after;
      touch(clauses);
    });
    tell(ids);
  }

  return {
    state,
    notes,
    ready,
    seenCommands,
    revealed,
    find: annotation => state.value.annotations.get(annotation) ?? notes.value.annotations.get(annotation),
    holding: annotation => (isPrivate(annotation) ? notes.value : state.value),
    isNew: note => note.seq > (isPrivate(note.id) ? notebookFrom : documentFrom),
    follow(clause) {
      void versionOf(clause).value;
    },
    change: () => last,
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    reached: seq => new Promise(done => {
      const stop = effect(() => {
        if (state.value.seq < seq) return;
        done();
        queueMicrotask(() => stop());
      });
    }),
    onBatch(received) {
      const before = state.value;
      const after = foldBatch(before, received, options.viewer());
      if (typeof after === "string") return "resync";
      if (after === before) return "ok";
      const fresh = received.events.filter(event => event.seq > before.seq);
      replace(state, after, fresh);
      for (const event of fresh) options.onEvent(event, after);
      // What I may see changed with my role, or much is shown again at once, or the text is another: the rest is in a snapshot only.
      return fresh.some(event => event.kind === "TextRevised" || event.kind === "NoteKept" || event.kind === "MemberNotesShown" || event.kind === "StanceReasonShown"
        || ((event.kind === "MemberRoleChanged" || event.kind === "MemberJoined") && event.data.member === boot.me.id)) ? "resync" : "ok";
    },
    onNotebook(received) {
      if ("resync" in received) return "resync";
      const after = foldBatch(notes.value, received, options.viewer());
      if (typeof after === "string") return "resync";
      const fresh = received.events.filter(event => event.seq > notes.value.seq);
      replace(notes, after, received.events);
      for (const event of fresh) options.onNoted(event);
      return "ok";
    },
    take(snapshot) {
      documentFrom = Math.min(documentFrom, snapshot.seq);
      batch(() => {
        state.value = fromSnapshot(snapshot);
        options.onSnapshot(snapshot);
        ready.value = true;
        touch("all");
      });
      tell("all");
    },
    show: (moment, events) => (events ? replace(state, moment, events) : renew(state, moment)),
    takeNotebook(snapshot) {
      notebookFrom = Math.min(notebookFrom, snapshot.seq);
      batch(() => {
        renew(notes, fromSnapshot({
          id: boot.document, seminar: boot.seminar, title: "", metadata: {}, revision: 1, state: "open", clauses: [], pins: [], members: [], epoch: snapshot.epoch, seq: snapshot.seq, annotations: snapshot.annotations,
        }));
        options.onNotebook(snapshot);
      });
    },
  };
}

/** The clauses and notes that a batch concerns; "all" where a name changed, which stands everywhere, or somebody's words are gone. */
function concerned(before: RoomState, after: RoomState, events: readonly RoomEvent[]): { clauses: Set<string> | "all"; ids: Set<string> | "all" } {
  const clauses = new Set<string>();
  const ids = new Set<string>();
  for (const event of events) {
    if (event.kind === "ContentErased" || event.kind === "MemberNotesHidden" || event.kind === "MemberNotesShown") return { clauses: "all", ids: "all" };
    if (event.kind === "MemberRenamed" || (event.kind === "MemberJoined" && before.members.has(event.data.member))) return { clauses: "all", ids };
    if (event.annotation === undefined) continue;
    ids.add(event.annotation);
    for (const moment of [before, after]) {
      const note = moment.annotations.get(event.annotation);
      if (note) for (const place of placesOf(topOf(moment, note))) clauses.add(place);
    }
    if ("clause" in event.data && event.data.clause !== undefined) clauses.add(event.data.clause);
  }
  return { clauses, ids };
}
