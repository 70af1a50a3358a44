// What is open beside the text, and what is asked there.
export type Panel =
  | { kind: "clause"; clause: string }
  | { kind: "thread"; note: string; clause?: string; replyTo?: string; from?: Panel }
  | { kind: "search" } | { kind: "outbox" } | { kind: "waiting" } | { kind: "inbox" } | { kind: "session" };

/** Where a note is being written; "" is the whole document. */
export interface Composing { clause: string; pick: boolean }

/** What is asked of a note before it is done. */
export type Asked = "hide" | "delete" | "edit" | "move" | "passage" | "history" | "flag" | "relate" | "merge";
