// What a led session is made of, as docs/wire.md names it.

import type { Author, Target } from "./wire.js";

export interface Led { clause: string; by: Author; at: string; seq: number; target?: Target }

/** `by` is absent where no name shows. */
export interface Stance { id: string; clause: string; stance: string; by?: string; at: string; seq: number; reason?: string; reasonHidden?: true }

/** By `seq`: what was changed last stands last. */
export interface Stances { scale: readonly string[]; anonymous: boolean; taken: readonly Stance[] }

export interface AgendaItem { clause: string; seconds?: number }

/** A led session; members by their ids. */
export interface Proceedings {
  sessions: readonly { id: string; title?: string; by: string; opened: string; seq: number; closed?: string; attended?: readonly string[]; reached?: readonly string[] }[];
  agenda: readonly AgendaItem[];
  timer?: { clause?: string; endsAt: string; seconds: number; seq: number };
  scribe?: string;
  hands: readonly { member: string; clause: string; at: string; seq: number }[];
  floor?: { member: string; clause: string; by: string; at: string; seq: number };
}

/** What is told of a blind round while it is open. */
export type RoundShow = "nothing" | "counts" | "names";

/** A blind round on a point; `seq` is the last change, which whoever ends it names as asOf. */
export interface Round { id: string; clause: string; show: RoundShow; state: "open" | "revealed" | "cancelled"; by: string; at: string; seq: number }
