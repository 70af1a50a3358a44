// What the server says and is told, as docs/wire.md names it. Fields that are null are left out on the wire.
import { refused, t } from "../text/language.js";
import type { LiveCommands } from "./livecommands.js";
import type { Read } from "./notebook.js";
import type { AgendaItem, Led, Proceedings, Round, RoundShow, Stances } from "./proceedings.js";
import type { Anchor, Gone } from "./revisions.js";

export type * from "./proceedings.js";
export type * from "./revisions.js";

export type Role = "owner" | "moderator" | "annotator" | "reader" | "guest";

/** Under what members see each other. */
export type NameRule = "shown" | "pseudonyms" | "pseudonyms-for-all";

export interface Author { id: string; name?: string; /** No member: an imported file names them. */ unverified?: true }

export interface Clause {
  id: string;
  label?: string;
  kind: "preamble" | "heading" | "point" | "paragraph" | "note";
  level: number;
  parent?: string;
  text: string;
  locked: boolean;
}

export interface TextQuoteSelector { exact: string; prefix?: string; suffix?: string }

/** Unicode code points within the clause's text, the end excluded. */
export interface TextPositionSelector { start: number; end: number }

/** `edition` names whose words are meant, and whose revision it is; absent for the first. */
export interface Target { clause: string; revision?: number; edition?: string; quote?: TextQuoteSelector; position?: TextPositionSelector; anchor?: Anchor }

/** The text in another language or version, beside the first. Its words are asked for apart. */
export interface Edition { id: string; language: string; title: string; revision: number }

export interface Body { text: string; format: "markdown" }

export interface Said { member?: string; speaker?: string }

export interface Reaction { emoji: string; members: readonly string[] }

export interface Annotation {
  id: string;
  number: number;
  seq: number;
  clause?: string;
  creator: Author;
  created: string;
  modified?: string; imported?: { by: string; at: string }; // By which member, and when.
  version: number;
  state: "shown" | "hidden" | "deleted" | "erased";
  /** Why it was hidden, or shown again. */
  reason?: string; reasonBy?: string;
  targets: readonly Target[];
  motivation?: string;
  /** Who said it aloud. */
  said?: Said;
  /** The stance for which it speaks. */
  stance?: string;
  /** The note that began the thread under which this one's stands. */
  mergedInto?: string;
  /** Absent where this reader may not see it; tags are then empty. */
  body?: Body;
  tags: readonly string[];
  replyTo?: string;
  thread?: string;
  resolved?: true;
  /** Why its thread was resolved or reopened last. */
  threadReason?: string; threadReasonBy?: string;
  reactions: readonly Reaction[];
  visibility?: "private";
  /** Its words are withheld already, and the event that hides it comes yet; its reason, if there is one, is of that. */
  early?: true;
}

/** A private note's id tells that it is one: it is in the reader's notebook, not in the document. */
export function isPrivate(annotation: string): boolean {
  return annotation.startsWith("n.");
}

/** Nobody can read it, and nobody can bring it back; its replies stay. */
export function isGone(note: Annotation): boolean {
  return note.state === "deleted" || note.state === "erased";
}

export interface AnnotationVersion { version: number; at: string; by: Author; body?: Body; tags: readonly string[]; targets?: readonly Target[] }

export interface AnnotationWithHistory extends Annotation { history: readonly AnnotationVersion[] }

export interface Pin { annotation: string; clause: string; order: number; by: Author; at: string; seq: number; supersedes?: string }

export type RelationKind = "answers" | "contradicts" | "supports";

/** What one note is to another, as the member said who is named by id. */
export interface Relation { from: string; relation: RelationKind; to: string; by: string; at: string; seq: number }

export interface Member { id: string; name: string; role: Role; removed?: true }

export interface Snapshot extends Partial<Proceedings> {
  id: string;
  seminar: string;
  title: string;
  metadata: Readonly<Record<string, string>>;
  epoch: string;
  seq: number;
  hash?: string;
  revision: number;
  state: "open" | "closed";
  slowMode?: number;
  approval?: boolean;
  clauses: readonly Clause[];
  /** Those beside the first; absent where there is none. */
  editions?: readonly Edition[]; gone?: readonly Gone[]; // What is in the text no more; absent where nothing is.
  annotations: readonly Annotation[];
  pins: readonly Pin[];
  members: readonly Member[]; authors?: readonly Author[]; // Who wrote what was imported, and is no member.
  led?: Led;
  /** The blind rounds, oldest first; absent where there was none. */
  rounds?: readonly Round[];
  /** What notes are to each other; absent where nothing is said. */
  relations?: readonly Relation[];
  stances?: Stances; // Absent where a server of an older version answers.
}

interface EventBase<K extends string, D> {
  seq: number;
  at: string;
  kind: K;
  /** Absent where it must not be told: a stance without a name. */
  actor?: Author; original?: { by: Author; at?: string; version?: number; modified?: string }; // Of what was imported: as the file says.
  clause?: string;
  annotation?: string;
  command?: string;
  data: D;
  hash?: string;
}

type Withheld = "hidden" | "deleted" | "erased";
interface Written { said?: Said; body?: Body; tags?: readonly string[]; withheld?: Withheld }

export type RoomEvent =
  | EventBase<"DocumentImported", { title: string; metadata?: Record<string, string>; revision: number; clauses?: number; text?: string }>
  | EventBase<"TextRevised", { revision: number; clauses: number; text: string; reason?: string }> | EventBase<"NoteKept", { revision: number }>
  | EventBase<"EditionAdded", Omit<Edition, "id"> & { edition: string; clauses: number; text: string }>
  | EventBase<"AnnotationAdded", Written & { number: number; targets?: readonly Target[]; motivation?: string; stance?: string; reason?: string; round?: string }>
  | EventBase<"ReplyAdded", Written & { number: number; replyTo: string; thread: string; reason?: string }>
  | EventBase<"AnnotationEdited", Written & { version: number; targets?: readonly Target[] }>
  | EventBase<"AnnotationDeleted", Record<string, never>>
  | EventBase<"AnnotationHidden", { reason?: string }>
  | EventBase<"AnnotationShown", Written & { targets?: readonly Target[]; reason?: string; relations?: readonly Relation[] }>
  /** Without data where one of the two notes may not be read. */
  | EventBase<"RelationAdded" | "RelationRemoved", Partial<Pick<Relation, "from" | "relation" | "to">>>
  | EventBase<"ThreadMerged", { into: string }>
  | EventBase<"ThreadUnmerged", Record<string, never>>
  | EventBase<"PinPlaced", { clause: string; order: number; supersedes?: string }>
  | EventBase<"PinMoved", { clause: string; order: number }>
  | EventBase<"PinRemoved", { clause: string }>
  | EventBase<"ThreadResolved" | "ThreadReopened", { reason?: string }>
  | EventBase<"ReactionAdded" | "ReactionRemoved", { emoji: string }>
  | EventBase<"ClauseLocked", { reason?: string }>
  | EventBase<"ClauseUnlocked" | "DocumentClosed" | "DocumentReopened" | "TimerEnded" | "HandRaised" | "FloorEnded", Record<string, never>>
  | EventBase<"Led", { target?: Target }>
  | EventBase<"SessionOpened", { session: string; title?: string }>
  | EventBase<"SessionClosed", { session: string; attended: readonly string[] }>
  | EventBase<"AgendaSet", { items: readonly AgendaItem[] }>
  | EventBase<"TimerSet", { endsAt: string; seconds: number }>
  | EventBase<"ScribeSet", { member?: string }>
  | EventBase<"HandLowered" | "FloorGiven", { member: string }>
  | EventBase<"StanceTaken" | "StanceWithdrawn", { id: string; stance?: string; reason?: string; reasonHidden?: true; anonymous?: true }>
  | EventBase<"StanceReasonHidden" | "StanceReasonShown", { id: string; reason?: string }>
  | EventBase<"StancesSet", { scale: readonly string[]; anonymous: boolean }>
  | EventBase<"AuthorNamed", { author: Author }> | EventBase<"NotesImported", { format: string; notes: number }>
  | EventBase<"SlowModeSet", { seconds: number }>
  | EventBase<"ApprovalSet", { on: boolean }>
  | EventBase<"RoundOpened", { round: string; show: RoundShow }>
  | EventBase<"RoundRevealed" | "RoundCancelled", { round: string }>
  | EventBase<"MemberJoined", { member: string; name: string; role: Role }>
  | EventBase<"MemberRenamed", { member: string; name: string }>
  | EventBase<"MemberRoleChanged", { member: string; role: Role }>
  | EventBase<"MemberRemoved" | "MemberRestored" | "MemberNotesShown" | "ContentErased", { member: string }>
  | EventBase<"MemberNotesHidden", { member: string; reason?: string }>
  | EventBase<"ReadMarked", Read>
  | EventBase<"WatchSet", { clause?: string; thread?: string; on: boolean }>
  | EventBase<"SettingsChanged", { names: NameRule; retentionDays?: number; guestsExport: boolean }>;

/** What stands in the place of a name that was erased. */
export const erasedName = "Name erased";

/** Covers first..last without a gap; `events` holds those of them that this reader may see. */
export interface Batch { epoch: string; first: number; last: number; events: readonly RoomEvent[]; head: number }

export interface Resync { resync: true }

export interface Selection { clause: string; start: number; end: number; edition?: string }

export interface Person {
  id: string;
  name: string;
  role: Role;
  clause?: string;
  selection?: Selection;
  typing?: string;
  here: true;
}

/** One item of the presence stream: `full` replaces all that was known. */
export interface Presence { full?: true; people: readonly Person[]; gone?: readonly string[] }

export interface CommandAnswer { id?: string; number?: number; seq: number; state?: "waiting" | "sealed" | "draft" }

/** What the page says in its `room-data` element. */
export interface Boot {
  document: string;
  seminar: string;
  title: string;
  me: { id: string; name: string; role: Role };
  may: readonly string[];
  epoch: string;
  seq: number; revision?: number; // Of the text on the page.
  /** What the others see in the place of my name. */
  pseudonym?: string;
  /** Nobody is told where I read, select and write. */
  hidesPlace?: true;
  seminarTitle?: string;
  /** A copy to rehearse in: its readers are made up, and nobody else sees it. */
  rehearsal?: true;
  insecure?: true;
  mails?: true;
  share?: Readonly<Record<string, unknown>>;
}

export interface Commands {
  Annotate: { targets?: readonly Target[]; body?: Body; motivation?: string; tags?: readonly string[]; visibility?: "shared" | "private" | "draft"; pin?: boolean; said?: Said; stance?: string; override?: boolean };
  Reply: { annotation: string; parent?: string; body: Body; override?: boolean };
  Edit: { annotation: string; version: number; body?: Body; tags?: readonly string[]; targets?: readonly Target[]; override?: boolean };
  Delete: { annotation: string };
  Pin: { annotation: string; clause: string; order?: number; supersedes?: string };
  Unpin: { annotation: string; clause?: string };
  Hide: { annotation: string; reason?: string };
  Unhide: { annotation: string; reason?: string };
  Resolve: { annotation: string; reason?: string };
  Reopen: { annotation: string; reason?: string };
  React: { annotation: string; emoji: string; on: boolean };
  Lock: { clause: string; reason?: string };
  Unlock: { clause: string };
  Close: object;
  ReopenDocument: object;
  Lead: { clause: string; revision?: number; edition?: string; quote?: TextQuoteSelector; position?: TextPositionSelector };
  Flag: { annotation: string; on: boolean; reason?: string };
}

export type Verb = keyof Commands;
export type CommandBody<V extends Verb> = Commands[V];
export type LiveVerb = keyof LiveCommands;
export type LiveBody<V extends LiveVerb> = LiveCommands[V];
type AllCommands = Commands & LiveCommands;
export type Command = { [V in keyof AllCommands]: { verb: V; document: string; commandId: string; body: AllCommands[V] } }[keyof AllCommands];

/** A refusal: `code` is a word of docs/refusals.md, `message` a sentence that says what to do, in the page's language where it has one. */
export class Refusal extends Error {
  /** @param retryAfter How long the server asks to wait before the next try, in milliseconds. */
  constructor(readonly code: string, message: string, readonly status?: number, readonly retryAfter?: number) {
    super(message);
    this.name = "Refusal";
  }

  /** True where the same command id may yet succeed: nothing is known of its outcome, or the server was only busy. */
  get retryable(): boolean {
    return /^(outcome-unknown|unavailable|internal|rate-limited|too-many-connections|timeout|storage-full|network)$/.test(this.code);
  }

  /** Reads the `code: sentence` of a refused call; whatever else is thrown, the connection is gone. */
  static fromHub(error: unknown): Refusal {
    const text = error instanceof Error ? error.message : String(error);
    const found = /^([a-z][a-z-]*): ([^\n]*)/.exec(text);
    return found ? new Refusal(found[1]!, refused(found[1]!, found[2]!)) : Refusal.unreachable();
  }

  /** The server cannot be reached: what the browser says of it is no sentence for people. */
  static unreachable(): Refusal {
    return new Refusal("network", t("The server cannot be reached just now. Try again in a moment."));
  }

  static async fromHttp(response: Response): Promise<Refusal> {
    const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
    const wait = seconds >= 0 ? seconds * 1000 : undefined;
    try {
      const { code = `http-${response.status}`, detail, title } = await response.json() as { code?: string; detail?: string; title?: string };
      return new Refusal(code, refused(code, detail ?? title ?? response.statusText), response.status, wait);
    } catch {
      const code = response.status >= 500 ? "unavailable" : { 401: "unauthenticated", 403: "forbidden", 404: "not-found" }[response.status] ?? `http-${response.status}`;
      return new Refusal(code, refused(code, response.statusText || t("The server did not say why.")), response.status, wait);
    }
  }
}
