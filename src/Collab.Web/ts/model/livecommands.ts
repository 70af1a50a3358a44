// Commands that do not wait for a connection to come back.
import type { AgendaItem } from "./proceedings.js";
import type { Commands, RelationKind, RoundShow } from "./wire.js";

/** What is of this moment: sent at once, or not at all. */
export interface LiveCommands {
  OpenSession: { title?: string; carryOver?: boolean };
  CloseSession: object;
  SetAgenda: { items: readonly AgendaItem[]; asOf: number };
  SetTimer: { clause?: string; seconds: number };
  EndTimer: object;
  SetScribe: { member?: string };
  RaiseHand: { clause: string };
  LowerHand: { member?: string };
  GiveFloor: { member: string };
  EndFloor: object;
  SetStances: { scale: readonly string[]; anonymous: boolean; asOf: number };
  TakeStance: { clause: string; stance: string; reason?: string; anonymous?: boolean };
  WithdrawStance: { clause: string };
  HideStanceReason: { clause: string; stance: string; on: boolean; reason?: string };
  Approval: { on: boolean };
  /** A note of mine that waits for a moderator: it is in no document, so no outbox looks after it. */
  Edit: Commands["Edit"];
  Flag: Commands["Flag"];
  OpenRound: { clause: string; show: RoundShow };
  RevealRound: { clause: string; asOf: number };
  CancelRound: { clause: string; asOf: number };
  Approve: { annotation: string; asOf: number };
  Relate: { annotation: string; relation: RelationKind; to: string };
  Unrelate: { annotation: string; relation: RelationKind; to: string };
  Merge: { annotation: string; into: string };
  Unmerge: { annotation: string };
}
