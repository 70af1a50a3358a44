// My notebook: what nobody else is told.
import type { Annotation } from "./wire.js";

/** My private notes in a document: an epoch and a seq of their own. */
export interface NotebookSnapshot {
  epoch: string;
  seq: number;
  annotations: readonly Annotation[];
  /** Absent before I have marked anything. */
  read?: Read;
  /** Of which points and threads I have said whether I watch them. */
  watched?: readonly { clause?: string; thread?: string; on: boolean }[];
}

/** What I have read of a document: everything up to a seq of its log, and the notes that were added at others. */
export interface Read { epoch: string; upTo: number; seqs: readonly number[] }
