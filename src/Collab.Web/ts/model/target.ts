// What a note is about, as docs/wire.md names it.
export interface TextQuoteSelector { exact: string; prefix?: string; suffix?: string }

/** Unicode code points within the clause's text, the end excluded. */
export interface TextPositionSelector { start: number; end: number }

/** `edition` names whose words are meant, and whose revision it is; absent for the first. */
export interface Target { clause: string; revision?: number; edition?: string; quote?: TextQuoteSelector; position?: TextPositionSelector; anchor?: Anchor }

/** What a revision of the text made of a target: where it is in doubt it names the earlier revision still. */
export interface Anchor { state: "moved" | "ambiguous" | "orphaned"; evidence: string; from: number; kept?: true }
