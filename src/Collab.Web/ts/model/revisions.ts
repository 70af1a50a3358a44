// What another revision of the text leaves.

/** What it made of a target: where that is in doubt it names the earlier revision still. */
export interface Anchor { state: "moved" | "ambiguous" | "orphaned"; evidence: string; from: number; kept?: true }

/** A clause that is in the text no more, and the last revision that had it. */
export interface Gone { id: string; label?: string; kind: "preamble" | "heading" | "point" | "paragraph" | "note"; text: string; revision: number }
