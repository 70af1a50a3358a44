// What the reader does to the document, as commands in the outbox.
import type { Outbox, Sending } from "../live/outbox.js";
import { carry } from "../model/mentions.js";
import { type Body, isPrivate, type Verb } from "../model/wire.js";
import type { Drafts } from "./drafts.js";
import type { Replica } from "./replica.js";
import type { Rights } from "./rights.js";
import type { Conflict, RoomStore } from "./roomstore.js";

export type Commands = Pick<RoomStore, "annotate" | "reply" | "edit" | "remove" | "pin" | "movePin" | "unpin" | "hide" | "unhide" | "resolve" | "reopen"
  | "react" | "lock" | "unlock" | "close" | "reopenDocument" | "flag" | "conflictOf">;

export interface CommandsSource {
  outbox: Outbox;
  replica: Replica;
  rights: Rights;
  drafts: Drafts;
  /** Called with each note that is posted. */
  onPosted(sending: Sending, isPrivate: boolean): void;
}

export function createCommands({ outbox, replica, rights, drafts, onPosted }: CommandsSource): Commands {
  const post = (verb: Verb, body: Readonly<Record<string, unknown>>, home: { clause?: string; annotation?: string }): Sending =>
    outbox.post(verb, JSON.parse(JSON.stringify(body)) as Record<string, unknown>, home);

  // Who is named in it is carried by id.
  const said = (body: Body): Body => ({ ...body, text: carry(body.text, replica.state.value.members.values()) });

  function about(verb: Verb, annotation: string, more: Readonly<Record<string, unknown>> = {}): Sending {
    const clause = replica.find(annotation)?.clause;
    return post(verb, { annotation, ...more }, clause === undefined ? { annotation } : { clause, annotation });
  }

  // From here on the outbox keeps the text.
  function handOver(sending: Sending, place: string | undefined): Sending {
    if (place !== undefined) drafts.clearDraft(place);
    return sending;
  }

  return {
    annotate(clause, note, place) {
      const targets = note.targets ?? (clause === undefined ? [] : [{ clause, revision: replica.state.value.revision }]);
      const clauses = [...new Set(targets.map(target => target.clause))];
      // A bare highlight has an empty text.
      const body: Record<string, unknown> = { targets, body: said(note.body ?? { text: "", format: "markdown" }), motivation: note.motivation, tags: note.tags?.length ? note.tags : undefined };
      if (note.private) body["visibility"] = "private";
      else Object.assign(body, note.round ? { round: note.round } : {}, note.pin ? { pin: true } : {}, note.later ? { visibility: "draft" } : {}, note.said ? { said: note.said } : {}, note.stance ? { stance: note.stance } : {}, note.override ? { override: true } : rights.override(undefined, clauses));
      const sending = handOver(post("Annotate", body, clauses.length === 1 ? { clause: clauses[0]! } : {}), place);
      onPosted(sending, note.private === true);
      return sending;
    },
    reply(annotation, body, place) {
      const sending = handOver(about("Reply", annotation, { body: said(body), ...rights.override(replica.find(annotation)) }), place);
      onPosted(sending, false);
      return sending;
    },
    edit(annotation, change, place) {
      // An edit that was refused before, and is written again, is one edit.
      for (const item of outbox.items.value) if (item.verb === "Edit" && item.annotation === annotation && item.state === "refused") outbox.discard(item.commandId);
      return handOver(about("Edit", annotation, { ...change, ...(change.body ? { body: said(change.body) } : {}), ...(isPrivate(annotation) ? {} : rights.override(replica.find(annotation), change.targets?.map(target => target.clause))) }), place);
    },
    remove: annotation => about("Delete", annotation),
    pin: (annotation, clause, order, supersedes) => post("Pin", { annotation, clause, order, supersedes }, { clause, annotation }),
    movePin: (annotation, clause, order) => post("Pin", { annotation, clause, order }, { clause, annotation }),
    unpin: (annotation, clause) => post("Unpin", { annotation, clause }, { clause, annotation }),
    hide: (annotation, reason) => about("Hide", annotation, { reason: reason || undefined }),
    unhide: annotation => about("Unhide", annotation),
    resolve: annotation => about("Resolve", annotation),
    reopen: annotation => about("Reopen", annotation),
    react: (annotation, emoji, on) => about("React", annotation, { emoji, on }),
    lock: (clause, reason) => post("Lock", { clause, reason: reason || undefined }, { clause }),
    unlock: clause => post("Unlock", { clause }, { clause }),
    close: () => post("Close", {}, {}),
    reopenDocument: () => post("ReopenDocument", {}, {}),
    flag: (annotation, on, reason) => about("Flag", annotation, { on, reason }),
    conflictOf(annotation) {
      const item = outbox.items.value.find(other => other.verb === "Edit" && other.annotation === annotation && other.state === "refused" && other.code === "stale");
      const theirs = replica.find(annotation);
      return item && theirs ? { commandId: item.commandId, mine: item.body as Conflict["mine"], theirs } : undefined;
    },
  };
}
