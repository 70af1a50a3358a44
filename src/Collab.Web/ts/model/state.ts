// The document as this reader may see it, indexed for the page; and as the snapshot that it came from.
import type { Annotation, Author, Clause, Edition, Led, Member, Pin, Proceedings, Relation, Round, Snapshot, Stances } from "./wire.js";

export interface RoomState extends Readonly<Proceedings> {
  readonly id: string;
  readonly seminar: string;
  readonly title: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly epoch: string;
  readonly seq: number;
  readonly hash?: string;
  readonly revision: number;
  readonly state: "open" | "closed";
  /** Seconds that lie between two notes or replies of one member. */
  readonly slowMode?: number;
  readonly approval?: boolean;
  readonly clauses: readonly Clause[];
  readonly editions?: readonly Edition[];
  readonly gone?: Snapshot["gone"];
  readonly clauseById: ReadonlyMap<string, Clause>;
  /** Every note, by id. */
  readonly annotations: ReadonlyMap<string, Annotation>;
  /** Ids of the replies under a thread's root, in the order of their numbers, with the roots of threads that were merged into it. */
  readonly replies: ReadonlyMap<string, readonly string[]>;
  /** Ids of the roots shown at a clause, by number; one on several clauses stands at each. Key "" is the whole document. */
  readonly roots: ReadonlyMap<string, readonly string[]>;
  /** The pins of a clause, in order. */
  readonly pins: ReadonlyMap<string, readonly Pin[]>;
  readonly members: ReadonlyMap<string, Member>;
  readonly authors?: readonly Author[];
  readonly led?: Led;
  readonly rounds?: readonly Round[];
  readonly relations?: readonly Relation[];
  readonly stances: Stances;
}

/** The blind rounds that are open. */
export const openRounds = ({ rounds }: RoomState): readonly Round[] => rounds?.filter(round => round.state === "open") ?? [];

/** The one that is open at the clause. */
export const roundAt = ({ rounds }: RoomState, clause: string): Round | undefined => rounds?.find(round => round.clause === clause && round.state === "open");

/** Key of `roots` for notes on the whole document. */
export const onDocument = "";

/** The clauses at which a root is shown; a reply's are its thread's. Where a note began (`clause`) it need not be any more. */
export function placesOf(note: Annotation): readonly string[] {
  if (note.targets.length === 0) return [note.thread ? note.clause ?? onDocument : onDocument];
  return note.targets.length === 1 ? [note.targets[0]!.clause] : [...new Set(note.targets.map(target => target.clause))];
}

/** The note under which a note stands: of a merged thread, the one that began the other. */
export function topOf({ annotations }: RoomState, note: Annotation): Annotation {
  for (let above: Annotation | undefined = note; above; above = annotations.get(above.thread ?? above.mergedInto ?? "")) note = above;
  return note;
}

/** What stands under a note that begins a thread: its replies, and what was merged into it with the replies to that. */
export function underOf(state: RoomState, root: string): Annotation[] {
  return state.replies.get(root)?.flatMap(id => {
    const note = state.annotations.get(id);
    return note ? [note, ...underOf(state, id)] : [];
  }) ?? [];
}

export function emptyState(document: string, seminar = "", title = ""): RoomState {
  return fromSnapshot({ id: document, seminar, title, metadata: {}, epoch: "", seq: 0, revision: 1, state: "open", clauses: [], annotations: [], pins: [], members: [] });
}

export function fromSnapshot(snapshot: Snapshot): RoomState {
  const { clauses, annotations, pins, members, ...rest } = snapshot;
  // The words of a note that this reader may not see are left out, tags too.
  const sorted = annotations.map(note => (note.tags ? note : { ...note, tags: [] })).sort((a, b) => a.number - b.number);
  const replies = new Map<string, string[]>();
  const roots = new Map<string, string[]>();
  for (const note of sorted) {
    const above = note.thread ?? note.mergedInto;
    if (above) push(replies, above, note.id);
    else for (const place of placesOf(note)) push(roots, place, note.id);
  }
  const pinned = new Map<string, Pin[]>();
  for (const pin of [...pins].sort((a, b) => a.order - b.order)) push(pinned, pin.clause, pin);
  return {
    sessions: [],
    agenda: [],
    hands: [],
    stances: { scale: [], anonymous: false, taken: [] },
    ...rest,
    clauses,
    clauseById: new Map(clauses.map(clause => [clause.id, clause])),
    annotations: new Map(sorted.map(note => [note.id, note])),
    replies,
    roots,
    pins: pinned,
    members: new Map(members.map(member => [member.id, member])),
  };
}

/** The snapshot that the state amounts to; notes by number, pins by clause and order. */
export function toSnapshot(state: RoomState): Snapshot {
  const { clauseById: _clauses, annotations, replies: _replies, roots: _roots, pins, members, ...rest } = state;
  return {
    ...rest,
    annotations: [...annotations.values()].sort((a, b) => a.number - b.number),
    pins: [...state.clauses, ...state.gone ?? []].flatMap(clause => pins.get(clause.id) ?? []),
    members: [...members.values()],
  };
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
