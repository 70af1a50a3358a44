// What the reader's role lets them do, with what is closed, locked or deleted counted in.
import { computed, type ReadonlySignal } from "@preact/signals-core";
import type { RoomState } from "../model/fold.js";
import { type Action, verdict } from "../model/permissions.js";
import { type Annotation, type Boot, isGone, isPrivate, type Role } from "../model/wire.js";

export interface Rights {
  may(action: Action, note?: Annotation, clause?: string): boolean;
  /** A moderator who writes at a locked point means to: the page says that it is locked. */
  override(note?: Annotation, clauses?: readonly string[]): { override?: true };
}

/** Actions that a closed document refuses. */
const writing: ReadonlySet<Action> = new Set<Action>(["annotate", "reply", "edit-annotation", "move-annotation", "delete-annotation", "pin", "resolve", "react", "take-stance", "raise-hand", "relate", "remove-relation", "merge-threads"]);
/** Actions that a locked clause refuses. */
const intruding: ReadonlySet<Action> = new Set<Action>(["annotate", "reply", "edit-annotation", "move-annotation", "delete-annotation"]);

export function createRights(boot: Boot, me: ReadonlySignal<{ role: Role }>, state: ReadonlySignal<RoomState>): Rights {
  // One step in between: what asks for a right is drawn anew where an answer may be another, and not with every event.
  const known = computed(() => state.value.clauseById);
  const closed = computed(() => state.value.state === "closed");

  function isLocked(note?: Annotation, clause?: string): boolean {
    const root = note?.thread ? state.value.annotations.get(note.thread) ?? note : note;
    const clauses = root ? root.targets.map(target => target.clause) : clause ? [clause] : [];
    return clauses.some(id => known.value.get(id)?.locked);
  }

  return {
    may(action, note, clause) {
      const { role } = me.value;
      const answer = verdict(action, role);
      if (answer === "no" || (role === boot.me.role && !boot.may.includes(action))) return false;
      if (answer === "own" && note && note.creator.id !== boot.me.id) return false;
      if (note && isPrivate(note.id)) return action === "edit-annotation" || action === "move-annotation" || action === "delete-annotation" || action === "export";
      if (!writing.has(action)) return true;
      if (closed.value) return false;
      if (note && isGone(note) && action !== "reply" && action !== "resolve") return false;
      return !intruding.has(action) || !isLocked(note, clause) || verdict("write-when-locked", role) === "yes";
    },
    override: (note, clauses = []) => (isLocked(note) || clauses.some(id => isLocked(undefined, id)) ? { override: true } : {}),
  };
}
