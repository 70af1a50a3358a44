// What is for me: who names me, who answers me, what is new where I watch. The server makes the same of it (Inbox.cs).
import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import { asMember } from "../live/address.js";
import { newId } from "../live/storage.js";
import type { Unread } from "../live/unread.js";
import { placesOf } from "../model/fold.js";
import { mentions } from "../model/mentions.js";
import type { NotebookSnapshot, Read } from "../model/notebook.js";
import { type Annotation, type Boot, isGone, type RoomEvent } from "../model/wire.js";
import { ofEach } from "./each.js";
import type { Replica } from "./replica.js";
import { fetchJson } from "./snapshot.js";

export interface InboxEntry { id: string; note: Annotation; root: Annotation; why: "mention" | "reply" | "watched"; unread: boolean }

export interface InboxPart {
  /** Newest first. */
  readonly inbox: ReadonlySignal<readonly InboxEntry[]>;
  /** How many notes of others I have not read at each clause; "" is the whole document. */
  readonly unreadAt: ReadonlySignal<ReadonlyMap<string, number>>;
  /** Whether I watch a clause, or the thread that a note began. Reads a signal. */
  watches(place: string): boolean;
  watch(place: string, on: boolean): Promise<void>;
}

/** Writes into my notebook what nobody else is told. The page may be left while it is on its way. */
export async function noteDown({ document, me }: Boot, what: "read" | "watch", body: object): Promise<void> {
  await fetchJson(asMember(`/api/documents/${encodeURIComponent(document)}/${what}`, me.id), {
    method: "POST", keepalive: true, headers: { "content-type": "application/json" }, body: JSON.stringify({ commandId: newId(), ...body }),
  });
}

const rootOf = (note: Annotation, annotations: ReadonlyMap<string, Annotation>): Annotation | undefined => (note.thread ? annotations.get(note.thread) : note);

export function createInbox(boot: Boot, replica: Replica, unread: Unread) {
  const my = boot.me.id;
  const said = signal<ReadonlyMap<string, boolean>>(new Map());

  // Where I wrote in a thread first: from there on I watch it, unless I say otherwise.
  const own = ofEach(replica, note => (note.creator.id === my && !isGone(note) ? note : undefined));
  const mine = computed(() => {
    const first = new Map<string, number>();
    for (const note of own.value.known.values()) {
      const root = note.thread ?? note.id;
      first.set(root, Math.min(first.get(root) ?? Infinity, note.seq));
    }
    return first;
  });

  function whyOf(note: Annotation, root: Annotation, parent: Annotation | undefined): InboxEntry["why"] | undefined {
    if (note.body && mentions(note.body.text, my)) return "mention";
    if (parent?.creator.id === my) return "reply";
    const watched = said.value.get(root.id);
    return watched ?? (note.seq > (mine.value.get(root.id) ?? Infinity) || placesOf(root).some(place => said.value.get(place))) ? "watched" : undefined;
  }

  const forMe = ofEach(replica, (note, { annotations }) => {
    const root = rootOf(note, annotations);
    return note.state !== "shown" || note.creator.id === my || !root ? undefined : whyOf(note, root, annotations.get(note.replyTo ?? ""));
  }, () => [said.value, mine.value]);
  const unreadNotes = ofEach(replica, note => (unread.isUnread(note) ? note : undefined), () => [unread.version.value]);

  const part: InboxPart = {
    inbox: computed(() => {
      void unread.version.value;
      const { annotations } = replica.state.value;
      return [...forMe.value.known].map(([id, why]) => {
        const note = annotations.get(id)!;
        return { id, note, root: rootOf(note, annotations)!, why, unread: unread.isUnread(note) };
      }).sort((a, b) => b.note.seq - a.note.seq);
    }),
    unreadAt: computed(() => {
      const { annotations } = replica.state.value;
      const counts = new Map<string, number>();
      for (const note of unreadNotes.value.known.values()) {
        if (note.state === "shown") for (const place of placesOf(rootOf(note, annotations) ?? note)) counts.set(place, (counts.get(place) ?? 0) + 1);
      }
      return counts;
    }),
    watches: place => said.value.get(place) ?? mine.value.has(place),
    watch: (place, on) => noteDown(boot, "watch", { [place.includes(".") ? "thread" : "clause"]: place, on }).then(() => set(place, on)),
  };

  function set(place: string, on: boolean): void {
    said.value = new Map(said.value).set(place, on);
  }

  return {
    part,
    unread: unreadNotes,
    /** The notebook as it is. */
    take({ read, watched }: NotebookSnapshot): void {
      said.value = new Map((watched ?? []).map(({ clause, thread, on }) => [(clause ?? thread)!, on]));
      unread.hear(read);
    },
    /** What was noted down, here or on another device. */
    onEvent(event: RoomEvent): void {
      if (event.kind === "ReadMarked") unread.add(event.data as Read);
      else if (event.kind === "WatchSet") set((event.data.clause ?? event.data.thread)!, event.data.on);
    },
  };
}
