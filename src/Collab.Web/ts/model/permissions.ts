// The rows of permissions.yaml that the room asks about; a test holds the two together. It decides what is offered: what is
// allowed, the server decides at every call.
import type { Role } from "./wire.js";

type Verdict = "yes" | "own" | "no";

const columns: readonly Role[] = ["owner", "moderator", "annotator", "reader", "guest"];

const rows = {
  "read-hidden-body": "yes yes own own own",
  "annotate": "yes yes yes no yes",
  "write-private-note": "yes yes yes yes yes",
  "edit-annotation": "own own own own own",
  "move-annotation": "yes yes own own own",
  "delete-annotation": "own own own own own",
  "hide-annotation": "yes yes no no no",
  "pin": "yes yes no no no",
  "lock": "yes yes no no no",
  "write-when-locked": "yes yes no no no",
  "reply": "yes yes yes no yes",
  "react": "yes yes yes yes yes",
  "flag": "yes yes yes yes yes",
  "resolve": "yes yes own no own",
  "relate": "yes yes yes no yes",
  "remove-relation": "yes yes own own own",
  "merge-threads": "yes yes no no no",
  "search": "yes yes yes yes yes",
  "see-presence": "yes yes yes yes yes",
  "see-members": "yes yes yes yes yes",
  "rename-self": "own own own own own",
  "approve": "yes yes no no no",
  "close-document": "yes yes no no no",
  "add-edition": "yes yes no no no",
  "lead": "yes yes no no no",
  "run-session": "yes yes no no no",
  "reveal-round": "yes yes no no no",
  "take-stance": "yes yes yes no yes",
  "raise-hand": "yes yes yes yes yes",
  "export": "yes yes yes yes yes",
  "see-queue": "yes yes no no no",
} as const;

/** Actions of permissions.yaml that the room asks about. */
export type Action = keyof typeof rows;

export const actions = Object.keys(rows) as Action[];

export function verdict(action: Action, role: Role): Verdict {
  return rows[action].split(" ")[columns.indexOf(role)] as Verdict;
}
