// The room: what it knows, as signals, and what can be done in it. Nothing here touches the text's DOM.
import { computed, effect, signal } from "@preact/signals-core";
import { asMember } from "../live/address.js";
import { type Connection, createConnection, type Link } from "../live/connection.js";
import { createOutbox, type Outbox } from "../live/outbox.js";
import { keep, newId, readJson } from "../live/storage.js";
import { createUnread, type Unread } from "../live/unread.js";
import { nameMembers } from "../model/mentions.js";
import { verdict } from "../model/permissions.js";
import type { NotebookSnapshot } from "../model/notebook.js";
import { type AnnotationWithHistory, type Boot, type Command, isGone, Refusal, type Relation, type Role, type Selection, type Snapshot } from "../model/wire.js";
import { t } from "../text/language.js";
import { type AnnounceLevel, createAnnouncer } from "./announcer.js";
import { createCards } from "./cards.js";
import { createCommands } from "./commands.js";
import { createDrafts } from "./drafts.js";
import { ofEach } from "./each.js";
import { createFiltering } from "./filtering.js";
import { createFollowing } from "./following.js";
import { createHolds } from "./holds.js";
import { createInbox, noteDown } from "./inbox.js";
import { createLinks } from "./links.js";
import { newsOf } from "./news.js";
import { paint } from "./painting.js";
import { createPending } from "./pending.js";
import { createHere } from "./presence.js";
import { createReplica } from "./replica.js";
import { createRights } from "./rights.js";
import type { RoomStore, StoreOptions } from "./roomstore.js";
import { createScreen } from "./screen.js";
import { fetchJson, fetchSnapshot } from "./snapshot.js";
import { createSaying } from "./saying.js";
import { createUndoing, keptUntil } from "./undo.js";

export type { AnnounceLevel } from "./announcer.js";
export type * from "./roomstore.js";
export type { Card, Filter, Stack } from "./stacks.js";
export type { InboxEntry } from "./inbox.js";
export type { Link } from "../live/connection.js";
export type { OutboxItem, Sending } from "../live/outbox.js";
export type { Action } from "../model/permissions.js";
export { fetchSnapshot } from "./snapshot.js";

const endings: ReadonlySet<string> = new Set(["unauthenticated", "another-member", "forbidden", "not-found"]);

export function createRoomStore(boot: Boot, initial: Promise<Snapshot>, options: StoreOptions = {}): RoomStore {
  const document = boot.document;
  const base = `/api/documents/${encodeURIComponent(document)}`;
  const my = boot.me.id;
  const unread = createUnread(document, my, read => noteDown(boot, "read", read));
  const announceLevel = signal<AnnounceLevel>(readJson<AnnounceLevel>("collab.announce") ?? "mentions-and-leads");
  const announcer = createAnnouncer(announceLevel, options.announceEvery);
  const refusal = signal<{ code: string; detail: string; verb: Command["verb"] } | undefined>(undefined);

  const replica = createReplica(boot, {
    viewer: () => ({ member: my, readsHidden: verdict("read-hidden-body", me.value.role) === "yes" }),
    onSnapshot: snapshot => unread.begin(snapshot.epoch, snapshot.seq),
    onEvent(event, after) {
      if (event.actor?.id === my) return;
      const news = newsOf(event, after, me.value);
      if (news) announcer.tell(news);
      if (event.kind === "Led" && after.led) following.led(after.led);
    },
    onNotebook: snapshot => inbox.take(snapshot),
    onNoted: event => inbox.onEvent(event),
  });
  const { state } = replica;
  // One step in between, so that what hangs on the members changes only when they do.
  const members = computed(() => state.value.members);
  const me = computed<{ id: string; name: string; role: Role }>(() => {
    const member = members.value.get(my);
    return { id: my, name: member?.name ?? boot.me.name, role: member?.role ?? boot.me.role };
  });

  const here = createHere(() => connection);
  const following = createFollowing(my, () => state.value.led);
  const links = createLinks(announcer, () => outbox, options.silentFor);
  const connection: Connection = (options.connect ?? createConnection)({
    document,
    member: my,
    cursor: () => `${state.value.epoch}:${state.value.seq}`,
    notebookCursor: () => (replica.notes.value.epoch ? `${replica.notes.value.epoch}:${replica.notes.value.seq}` : "0"),
    onBatch: replica.onBatch,
    onNotebook: replica.onNotebook,
    onPresence: here.onPresence,
    onLink: links.onLink,
    resync: async what => (what === "document" ? replica.take(await fetchSnapshot(document, my)) : fetchNotebook()),
    place: here.place,
    ...(options.times ? { times: options.times } : {}),
  });
  const outbox: Outbox = createOutbox({
    document,
    member: my,
    send: command => connection.send(command),
    canSend: () => connection.canSend(),
    onRefused: item => {
      refusal.value = { code: item.code ?? "internal", detail: item.detail ?? "", verb: item.verb };
    },
  });

  const rights = createRights(boot, me, state);
  const drafts = createDrafts(document, my);
  const pending = createPending(me, replica, outbox.items);
  const screen = createScreen(replica);
  // What is looked at in the past stays as read or unread as it is.
  const unreadNow: Unread = { ...unread, isUnread: note => !screen.past.value && unread.isUnread(note) };
  const inbox = createInbox(boot, screen.seen, unread);
  const living = ofEach(screen.seen, note => !isGone(note) || undefined);
  nameMembers(id => members.value.get(id)?.name);
  const items = screen.shown(pending.items);
  const filtering = createFiltering(my, screen.seen, unreadNow);
  const holds = createHolds({ my, state, revealed: replica.revealed, past: screen.past, orderOf: clause => cards.stackAt(clause).cards.map(card => card.id), onLeft: clause => cards.settle(clause) });
  const cards = createCards({ my, replica: screen.seen, unread: unreadNow, matching: filtering.matching, pending, items, holds });
  const saying = createSaying(announcer);
  const undoing = createUndoing(outbox, annotation => commands.remove(annotation), options.undoFor);
  const commands = createCommands({ outbox, replica, rights, drafts, onPosted(sending, isPrivate) {
    undoing.offer(sending, isPrivate);
    sending.done.then(({ state }) => announcer.tell({ kind: "own", sentence: isPrivate ? t("Kept for you") : keptUntil[state ?? ""] ?? t("Posted") }), () => undefined);
  } });
  // One step in between, so that what shows relations is drawn anew only when they change.
  const relations = computed(() => screen.seen.state.value.relations);
  const between = computed(() => {
    const of = new Map<string, Relation[]>();
    for (const said of relations.value ?? []) for (const end of [said.from, said.to]) of.set(end, [...of.get(end) ?? [], said]);
    return of;
  });
  const focused = signal<string | undefined>(undefined);
  const picked = signal<Selection | undefined>(undefined);
  const showSelections = signal(true);
  const keepLevel = effect(() => keep.set("collab.announce", JSON.stringify(announceLevel.value)));
  let disposed = false;

  async function fetchNotebook(): Promise<void> {
    replica.takeNotebook(await fetchJson<NotebookSnapshot>(asMember(`${base}/notebook`, my)));
  }

  async function begin(): Promise<void> {
    let attempt = initial;
    for (let pause = 500; !disposed; pause = Math.min(5_000, pause * 2)) {
      try {
        const snapshot = await attempt;
        if (disposed) return;
        replica.take(snapshot);
        following.offer(snapshot.led);
        break;
      } catch (error) {
        if (error instanceof Refusal && endings.has(error.code)) {
          links.link.value = { state: "ended", since: Date.now(), reason: error.code as NonNullable<Link["reason"]> };
          return;
        }
        links.onLink({ state: "offline", since: links.link.value.since });
      }
      await new Promise(done => setTimeout(done, pause * (0.5 + Math.random() / 2)));
      attempt = fetchSnapshot(document, my);
      // Nobody may be waiting for it when the room was left meanwhile.
      attempt.catch(() => undefined);
    }
    await fetchNotebook().catch(() => undefined);
    if (!disposed) connection.start();
  }

  void begin();

  return {
    boot,
    ready: replica.ready,
    state: screen.seen.state,
    live: state,
    past: screen.past,
    link: links.link,
    me,
    // Nothing can be done to what is past.
    may: (action, note, clause) => !screen.past.value && rights.may(action, note, clause),
    people: here.people,
    peopleAt: clause => here.people.value.filter(person => person.clause === clause && person.id !== my),
    typingAt: clause => here.people.value.filter(person => person.typing === clause && person.id !== my),
    members: computed(() => [...members.value.values()].filter(member => !member.removed)),
    notebook: computed(() => screen.seen.notes.value.annotations),
    outbox: items,
    keptAside: computed(() => outbox.items.value.filter(item => item.state === "done" && (item.answer?.state !== undefined || item.annotation?.startsWith("s-")))),
    othersUnsent: outbox.others,
    retry: outbox.retry,
    discard: outbox.discard,
    stackAt: cards.stackAt,
    repliesOf: cards.repliesOf,
    heldIn: cards.heldIn,
    card: cards.card,
    relationsOf: annotation => between.value.get(annotation) ?? [],
    mayUnrelate: ({ by }) => rights.may("remove-relation") && (by === my || verdict("remove-relation", me.value.role) === "yes"),
    byNumber(number) {
      for (const note of screen.seen.state.value.annotations.values()) if (note.number === number) return note;
      return undefined;
    },
    async caughtUp() {
      const { head } = await fetchJson<{ head: number }>(`${base}/events?after=${state.value.seq}&limit=1`).catch(() => ({ head: 0 }));
      await replica.reached(head);
    },
    hold: holds.hold,
    release: holds.release,
    holdAll: holds.holdAll,
    heldTotal: computed(() => {
      const all = holds.allFrom.value;
      if (all) return [...screen.seen.state.value.annotations.values()].filter(note => holds.waits(note, all.seq)).length;
      return [...holds.held.value.keys()].reduce((sum, clause) => sum + cards.stackAt(clause).held, 0);
    }),
    unread: computed(() => new Set(screen.past.value ? [] : inbox.unread.value.known.keys())),
    living: computed(() => living.value.known.size),
    markRead: (...annotations) => unread.markRead(annotations.flatMap(id => replica.state.value.annotations.get(id)?.seq ?? [])),
    knowsRead: unread.known,
    ...inbox.part,
    markAllRead() {
      cards.settle();
      filtering.forgetUnread();
      unread.markAll(state.value.epoch, state.value.seq);
    },
    filter: filtering.filter,
    setFilter: filtering.setFilter,
    readAhead: filtering.read,
    matching: filtering.matching,
    ...drafts,
    ...commands,
    lead(clause, passage) {
      const { revision, edition, quote, position } = passage ?? {};
      return connection.send({ verb: "Lead", document, commandId: newId(), body: { clause, ...(quote && position && { revision: revision ?? state.value.revision, ...(edition && { edition }), quote, position }) } });
    },
    call: (verb, body) => connection.send({ verb, document, commandId: newId(), body } as Command),
    at: here.at,
    typing: here.typing,
    async rename(name) {
      const response = await fetch(asMember("/api/me", my), { method: "PATCH", headers: { "content-type": "application/json" }, body: JSON.stringify({ displayName: name, seminar: boot.seminar }) })
        .catch(() => Promise.reject(Refusal.unreachable()));
      if (!response.ok) throw await Refusal.fromHttp(response);
    },
    fetchHistory: annotation => fetchJson<AnnotationWithHistory>(asMember(`${base}/annotations/${encodeURIComponent(annotation)}`, my)),
    undoable: undoing.undoable,
    undo: undoing.undo,
    refusal,
    follow: following.follow,
    setFollow: following.setFollow,
    suspendFollow: following.suspendFollow,
    leadOffer: following.leadOffer,
    dismissLead: following.dismissLead,
    onLead: following.onLead,
    announcement: announcer.announcement,
    announceLevel,
    said: saying.said,
    say: saying.say,
    paint: root => paint(root, { my, revision: boot.revision, replica: screen.seen, matching: filtering.matching, pending, items, presence: here.presence, focused, picked, showSelections: computed(() => showSelections.value && !screen.past.value), scene: screen.scene }),
    presenting: screen.presenting,
    focused,
    picked,
    showSelections,
    dispose() {
      disposed = true;
      connection.stop();
      for (const part of [outbox, unread, announcer, links, saying, undoing, here, following, holds, filtering]) part.dispose();
      keepLevel();
    },
  };
}
