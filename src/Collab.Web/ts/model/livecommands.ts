// Commands that do not wait for a connection to come back.
import type { AgendaItem } from "./proceedings.js";
import type { RelationKind } from "./wire.js";

/** What is of this moment: sent at once, or not at all. */
export interface LiveCommands {
  OpenSession: { title?: string };
  CloseSession: object;
  SetAgenda: { items: readonly AgendaItem[] };
  SetTimer: { clause?: string; seconds: number };
  EndTimer: object;
  RaiseHand: { clause: string };
  LowerHand: { member?: string };
  GiveFloor: { member: string };
  EndFloor: object;
  SetStances: { scale: readonly string[]; anonymous: boolean };
  TakeStance: { clause: string; stance: string; reason?: string; anonymous?: boolean };
  WithdrawStance: { clause: string };
  Relate: { annotation: string; relation: RelationKind; to: string };
  Unrelate: { annotation: string; relation: RelationKind; to: string };
  Merge: { annotation: string; into: string };
  Unmerge: { annotation: string };
}
