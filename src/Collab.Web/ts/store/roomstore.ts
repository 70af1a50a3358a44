// What the room knows and can do, as its parts see it.
import type { ReadonlySignal, Signal } from "@preact/signals-core";
import type { Connection, ConnectionOptions, Link } from "../live/connection.js";
import type { OutboxItem, Sending } from "../live/outbox.js";
import type { RoomState } from "../model/fold.js";
import type { Action } from "../model/permissions.js";
import type {
  Annotation, AnnotationWithHistory, Body, Boot, Command, CommandAnswer, Led, LiveBody, LiveVerb, Member, Person, Relation, Role, Said, Selection, Target,
} from "../model/wire.js";
import type { AnnounceLevel, News } from "./announcer.js";
import type { HoldReason } from "./holds.js";
import type { InboxPart } from "./inbox.js";
import type { Replica } from "./replica.js";
import type { Card, Filter, Stack } from "./stacks.js";

/** Where something is being written: `clause:{id}`, `reply:{annotation}`, `edit:{annotation}`, `stance:{clause}`, `document`, `aloud`, `agenda`, `title`, `stances`, `timer:{clause}`. */
export type Place = string;

export interface Draft {
  text: string;
  targets?: readonly Target[];
  motivation?: string;
  tags?: readonly string[];
  private?: boolean;
  pin?: boolean;
  /** Pinned when a session comes to its point, and not before. */
  later?: boolean;
  /** The stance for which it is to speak; "" where that is not chosen yet. */
  stance?: string;
  /** The version that an edit was begun from. */
  version?: number;
}

/** An edit that came too late: mine is in the editor still, theirs is what stands now. */
export interface Conflict { commandId: string; mine: { body?: Body; tags?: readonly string[]; targets?: readonly Target[] }; theirs: Annotation }

/** @property kept Why others do not see it yet, in words. */
export interface Undo { annotation?: string; commandId: string; until: number; private?: boolean; kept?: string | undefined }

export interface NewNote {
  targets?: readonly Target[];
  body?: Body;
  motivation?: string;
  tags?: readonly string[];
  private?: boolean;
  pin?: boolean;
  /** The blind round that it is written for. */
  round?: string | undefined;
  /** As of a draft. */
  later?: boolean;
  /** Who said it aloud. */
  said?: Said;
  /** The stance for which it speaks. */
  stance?: string;
  override?: boolean;
}

/** Everything the room knows and can do. Signals are read by components. */
export interface RoomStore extends InboxPart {
  readonly boot: Boot;
  readonly ready: ReadonlySignal<boolean>;
  /** What stands on the screen: now, or in a replay a past moment. */
  readonly state: ReadonlySignal<RoomState>;
  /** Now, whatever stands on the screen. */
  readonly live: ReadonlySignal<RoomState>;
  /** A replay shows its moment in the place of now. Nothing can be done there. */
  readonly past: Signal<Replica | undefined>;
  readonly link: ReadonlySignal<Link>;
  readonly me: ReadonlySignal<{ id: string; name: string; role: Role }>;
  /** Whether my role has the action; with a note, whether I may do it to that one. A closed document, a locked clause count. */
  may(action: Action, note?: Annotation, clause?: string): boolean;

  readonly people: ReadonlySignal<readonly Person[]>;
  peopleAt(clause: string): readonly Person[];
  typingAt(clause: string): readonly Person[];
  readonly members: ReadonlySignal<readonly Member[]>;

  /** My private notes, by id. They stand in the stacks too. */
  readonly notebook: ReadonlySignal<ReadonlyMap<string, Annotation>>;
  readonly outbox: ReadonlySignal<readonly OutboxItem[]>;
  /** What was just done to my notes that the document does not hold: they wait for a moderator, or for a reveal. */
  readonly keptAside: ReadonlySignal<readonly OutboxItem[]>;
  /** How much others wrote in this browser, here, that is not sent yet: by member. It is sent when they are signed in again, never under me. */
  readonly othersUnsent: ReadonlySignal<ReadonlyMap<string, number>>;
  retry(commandId: string): void;
  discard(commandId: string): void;

  /** Reads signals: call it while rendering. Clause "" is the whole document. */
  stackAt(clause: string): Stack;
  /** The replies of a thread, oldest first, pending ones last. */
  repliesOf(root: string): readonly Card[];
  /** How many replies of a thread wait. */
  heldIn(root: string): number;
  card(annotation: string): Card | undefined;
  /** What a note is to others, and they to it, oldest first. */
  relationsOf(annotation: string): readonly Relation[];
  /** Whether I may take it back: what I said, or anybody's. */
  mayUnrelate(relation: Relation): boolean;
  byNumber(number: number): Annotation | undefined;
  /** Resolves when the room knows all that the server knows now, or at once where the server cannot be asked. */
  caughtUp(): Promise<void>;
  /** Says that the reader is in a stack (or has left it): what arrives waits. */
  hold(clause: string, reason: HoldReason, on: boolean): void;
  /** Shows what waits in one stack, or everywhere. */
  release(clause?: string): void;
  readonly holdAll: Signal<boolean>;
  readonly heldTotal: ReadonlySignal<number>;

  readonly unread: ReadonlySignal<ReadonlySet<string>>;
  /** How many notes and replies there are that are neither removed nor erased. */
  readonly living: ReadonlySignal<number>;
  markRead(...annotations: string[]): void;
  markAllRead(): void;
  /** Whether it is known what I have read on other devices. */
  readonly knowsRead: ReadonlySignal<boolean>;

  /** Kept in the URL's query. */
  readonly filter: ReadonlySignal<Filter>;
  setFilter(filter: Filter): void;
  /** Reads what a note says: a filter by words need not then. */
  readAhead(note: Annotation): void;
  /** Ids of the roots that match; undefined without a filter. */
  readonly matching: ReadonlySignal<ReadonlySet<string> | undefined>;

  draft(place: Place): Draft | undefined;
  saveDraft(place: Place, draft: Draft): void;
  clearDraft(place: Place): void;

  annotate(clause: string | undefined, note: NewNote, place?: Place): Sending;
  reply(annotation: string, body: Body, place?: Place): Sending;
  edit(annotation: string, change: { version: number; body?: Body; tags?: readonly string[]; targets?: readonly Target[] }, place?: Place): Sending;
  remove(annotation: string): Sending;
  pin(annotation: string, clause: string, order?: number, supersedes?: string): Sending;
  movePin(annotation: string, clause: string, order: number): Sending;
  unpin(annotation: string, clause: string): Sending;
  hide(annotation: string, reason?: string): Sending;
  unhide(annotation: string): Sending;
  resolve(annotation: string): Sending;
  reopen(annotation: string): Sending;
  react(annotation: string, emoji: string, on: boolean): Sending;
  lock(clause: string, reason?: string): Sending;
  unlock(clause: string): Sending;
  close(): Sending;
  reopenDocument(): Sending;
  /** Asks moderators to look at a note, or takes that back. */
  flag(annotation: string, on: boolean, reason?: string): Sending;
  /** Leads everyone here, or to a passage of it; not kept when it cannot be sent. */
  lead(clause: string, passage?: Target): Promise<CommandAnswer>;
  /** Does what is of this moment in a session; not kept when it cannot be sent. */
  call<V extends LiveVerb>(verb: V, body: LiveBody<V>): Promise<CommandAnswer>;
  /** Where I read, and what I have selected (code points). Sent at most twice a second. */
  at(clause: string | undefined, selection?: Selection): void;
  typing(clause: string, on: boolean): void;
  rename(name: string): Promise<void>;
  fetchHistory(annotation: string): Promise<AnnotationWithHistory>;

  conflictOf(annotation: string): Conflict | undefined;
  /** What can be undone, for ten seconds after posting. */
  readonly undoable: ReadonlySignal<Undo | undefined>;
  undo(): void;
  /** What was refused lately and holds no text to keep: for a notice. */
  readonly refusal: Signal<{ code: string; detail: string; verb: Command["verb"] } | undefined>;

  readonly follow: ReadonlySignal<"off" | "following" | "suspended">;
  setFollow(on: boolean): void;
  /** The reader has moved by their own hand. */
  suspendFollow(): void;
  /** Where the moderator leads and is, offered to who does not follow; goes when dismissed. */
  readonly leadOffer: ReadonlySignal<Led | undefined>;
  dismissLead(): void;
  /** Called with the clause to show, and the passage of it where one is meant, when following. Answers how to stop. */
  onLead(show: (clause: string, passage?: Target) => void): () => void;

  /** The sentence of the polite live region. */
  readonly announcement: ReadonlySignal<string>;
  readonly announceLevel: Signal<AnnounceLevel>;
  /** What was said last of what the reader did, for the eye; undefined a while later. */
  readonly said: ReadonlySignal<string | undefined>;
  /** Says what came of what the reader did: to the eye at once, and by the live region. */
  say(sentence: string, as?: Partial<News>): void;

  /** Paints highlights over the clauses' text, and keeps them painted. Answers how to stop. */
  paint(root: ParentNode): () => void;
  /** The note whose passage stands out now. */
  readonly focused: Signal<string | undefined>;
  /** The passage being picked, in code points. */
  readonly picked: Signal<Selection | undefined>;
  /** The projector shows this screen: neither what is hidden nor what is private stands on it. */
  readonly presenting: Signal<boolean>;
  /** Whether others' selections are painted. */
  readonly showSelections: Signal<boolean>;

  dispose(): void;
}

/** Tests put their own in place of these. */
export interface StoreOptions {
  connect?: (options: ConnectionOptions) => Connection;
  times?: ConnectionOptions["times"];
  undoFor?: number;
  announceEvery?: number;
  silentFor?: number;
}
