// Plays the past: fetches it, page by page, and shows a moment of it in the place of now.
import { effect, signal, untracked } from "@preact/signals-core";
import { asMember } from "../live/address.js";
import { asMayBeSeen, Past, type Withheld, withheldOf } from "../model/past.js";
import { verdict } from "../model/permissions.js";
import { emptyState } from "../model/state.js";
import { type Batch, Refusal, type RoomEvent, type Snapshot } from "../model/wire.js";
import { createReplica } from "../store/replica.js";
import { fetchJson } from "../store/snapshot.js";
import { t } from "../text/language.js";
import type { Room } from "./room.js";

/** Recorded seconds in one. */
export const speeds = [1, 10, 60] as const;

/** More steps at once are shown as another room, not one by one. */
const leap = 200;

/** The most of a frame that counts, in milliseconds: a page that was out of sight goes on where it was. */
const longest = 250;

/** Whether what it brings is in a snapshot only: notes that are shown again all at once, another text. */
const unfolded = ({ kind }: RoomEvent): boolean => kind === "MemberNotesShown" || kind === "TextRevised" || kind === "NoteKept";

export class Player {
  readonly step = signal(0);
  /** How many steps are known so far. */
  readonly length = signal(0);
  readonly complete = signal(false);
  readonly playing = signal(false);
  readonly speed = signal<number>(speeds[1]);
  /** The session that is played; "" is the whole document. */
  readonly scope = signal("");
  /** Whether the page goes along to where something happens. */
  readonly along = signal(!matchMedia("(prefers-reduced-motion: reduce)").matches);
  readonly problem = signal<string | undefined>(undefined);
  past: Past | undefined;
  private readonly shown;
  private readonly stop: () => void;
  private withheld: Withheld = { notes: new Map(), reasons: new Set() };
  /** What the past was written by: other names, other rights, and it is fetched anew. */
  private written = "";
  private loading = 0;
  private clock = 0;
  private frame = 0;
  private telling = 0;

  constructor(private readonly room: Room) {
    const { store } = room;
    this.shown = createReplica(store.boot, { viewer: () => this.viewer, onSnapshot: () => undefined, onEvent: () => undefined, onNotebook: () => undefined, onNoted: () => undefined });
    store.past.value = this.shown;
    this.stop = effect(() => {
      void [store.live.value, store.me.value];
      untracked(() => this.obey());
    });
  }

  private get viewer(): { member: string; readsHidden: boolean } {
    return { member: this.room.store.boot.me.id, readsHidden: verdict("read-hidden-body", this.room.store.me.value.role) === "yes" };
  }

  /** The seq that is shown. */
  get seq(): number {
    return this.past?.seqOf(this.step.value) ?? 0;
  }

  /** What this step was. */
  get event(): RoomEvent | undefined {
    return this.past?.events[this.step.value - 1];
  }

  /** Where the moderator led, and when. */
  readonly path: { step: number; event: RoomEvent }[] = [];

  /** Fetches what the scope asks for; shows the moment `at`, or its beginning. */
  async load(at?: number): Promise<void> {
    const { store } = this.room;
    const load = ++this.loading;
    const base = `/api/documents/${encodeURIComponent(store.boot.document)}`;
    const get = <T>(path: string): Promise<T> => fetchJson<T>(asMember(base + path, store.boot.me.id));
    const left = (): boolean => load !== this.loading;
    const session = store.live.value.sessions.find(({ id }) => id === this.scope.value);
    const head = store.live.value.seq;
    this.pause();
    this.past = undefined;
    this.path.length = 0;
    this.problem.value = undefined;
    this.complete.value = false;
    this.length.value = this.step.value = 0;
    this.written = this.writing();
    this.withheld = withheldOf(store.live.value, this.viewer);
    try {
      if (at !== undefined) {
        const moment = await get<Snapshot>(`?at=${at}`);
        if (left()) return;
        this.shown.take(moment);
      }
      const past = new Past(await get<Snapshot>(`?at=${Math.max(1, (session?.seq ?? 1) - 1)}`), store.boot.me.id);
      if (left()) return;
      this.past = past;
      if (at === undefined) this.go(0, false);
      for (let over = false; past.seq < head && !over;) {
        const page = await get<Batch>(`/events?after=${past.at(0).epoch}:${past.seq}&limit=1000`);
        const moments = await Promise.all(page.events.filter(unfolded).map(event => get<Snapshot>(`?at=${event.seq}`)));
        if (left()) return;
        const end = session ? page.events.findIndex(event => event.kind === "SessionClosed" && event.data.session === session.id) : -1;
        over = end >= 0 || page.last <= past.seq;
        const known = past.length;
        past.add(end < 0 ? page : { ...page, last: page.events[end]!.seq, events: page.events.slice(0, end + 1) }, moments);
        past.events.slice(known).forEach((event, index) => event.kind === "Led" && this.path.push({ step: known + index + 1, event }));
        this.length.value = past.length;
        // Something may have been hidden or erased since the first page.
        this.obey();
        if (left()) return;
        if (at !== undefined && past.seq >= at) {
          this.go(past.stepOf(at), false);
          at = undefined;
        }
      }
      if (at !== undefined) this.go(past.stepOf(at), false);
      this.complete.value = true;
    } catch (error) {
      if (left()) return;
      this.problem.value = error instanceof Refusal ? error.message : t("The past cannot be fetched just now. Try again in a moment.");
    }
  }

  /** Shows a step; with `led`, and where the reader wants to go along, the page goes where it happened. */
  go(step: number, led = true): void {
    const { past } = this;
    if (!past) return;
    const to = Math.max(0, Math.min(step, past.length));
    const from = this.step.value;
    this.step.value = to;
    this.clock = past.timeOf(to);
    const moment = asMayBeSeen(past.at(to), this.withheld);
    const between = past.events.slice(Math.min(from, to), Math.max(from, to));
    this.shown.show(moment, this.shown.state.value.epoch && between.length <= leap && !between.some(unfolded) ? between : undefined);
    this.tellAddress();
    if (led) this.goAlong(between);
  }

  play(): void {
    if (!this.past || this.playing.value) return;
    if (this.complete.value && this.step.value >= this.past.length) this.go(0);
    this.playing.value = true;
    let before = performance.now();
    const tick = (now: number): void => {
      const { past } = this;
      if (!past || !this.playing.value) return;
      const last = past.timeOf(past.length);
      this.clock = Math.min(last, this.clock + Math.min(longest, Math.max(0, now - before)) * this.speed.value);
      before = now;
      const { clock } = this;
      const step = past.stepAt(clock);
      if (step !== this.step.value) {
        this.go(step);
        this.clock = clock;
      }
      if (this.complete.value && step >= past.length) return this.pause();
      this.frame = requestAnimationFrame(tick);
    };
    this.frame = requestAnimationFrame(tick);
  }

  pause(): void {
    cancelAnimationFrame(this.frame);
    this.playing.value = false;
  }

  /** What opens the room at this moment, for anybody who may read it. */
  get address(): string {
    const { boot, live } = this.room.store;
    return `/rooms/${encodeURIComponent(boot.document)}?at=${live.value.epoch}:${this.seq}`;
  }

  dispose(): void {
    this.loading++;
    this.pause();
    this.stop();
    clearTimeout(this.telling);
    this.room.store.past.value = undefined;
    setQuery(undefined);
  }

  private writing(): string {
    const { live, me } = this.room.store;
    return JSON.stringify([live.value.epoch, me.value.role, [...live.value.members.values()].map(({ id, name }) => [id, name])]);
  }

  // What is hidden, deleted or erased now is so in the past at once; what may be read again is fetched again.
  private obey(): void {
    const { store } = this.room;
    if (!this.past) return;
    const before = this.withheld;
    this.withheld = withheldOf(store.live.value, this.viewer);
    const [was, is] = [JSON.parse(this.written) as unknown[], JSON.parse(this.writing()) as unknown[]];
    const names = new Map(is[2] as [string, string][]);
    if (was[0] !== is[0] || was[1] !== is[1] || (was[2] as [string, string][]).some(([id, name]) => names.get(id) !== name)
      || [...before.notes.keys()].some(id => !this.withheld.notes.has(id) && store.live.value.annotations.has(id))) {
      const at = this.seq;
      // Names and words that may have gone: nothing of it stays on the screen meanwhile.
      this.shown.show({ ...emptyState(store.boot.document), clauses: store.live.value.clauses, clauseById: store.live.value.clauseById });
      void this.load(was[0] === is[0] ? at : undefined);
    } else if (this.withheld.notes.size !== before.notes.size || [...this.withheld.notes].some(([id, note]) => before.notes.get(id) !== note) || [...this.withheld.reasons].some(id => !before.reasons.has(id))) {
      this.shown.show(asMayBeSeen(this.past.at(this.step.value), this.withheld));
    }
  }

  private goAlong(between: readonly RoomEvent[]): void {
    const { room } = this;
    // One step: where it happened. Several, as when it is played: where the moderator led.
    const event = this.playing.value || between.length !== 1 ? between.findLast(one => one.kind === "Led") : between[0];
    const note = event?.annotation === undefined ? undefined : this.shown.state.value.annotations.get(event.annotation);
    const root = note?.thread ? this.shown.state.value.annotations.get(note.thread) : note;
    room.store.focused.value = root?.id;
    const clause = root?.targets[0]?.clause ?? event?.clause;
    if (clause && this.along.value) room.show(clause, false);
  }

  private tellAddress(): void {
    clearTimeout(this.telling);
    // Browsers let a page change its address some times in a second only.
    this.telling = setTimeout(() => setQuery(`${this.room.store.live.value.epoch}:${this.seq}`), 400);
  }
}

/** Keeps the moment in the page's own address; undefined: it is at now. */
function setQuery(at: string | undefined): void {
  const others = location.search.replace(/^\?/, "").split("&").filter(part => part && !part.startsWith("at="));
  const query = (at === undefined ? others : [...others, `at=${at}`]).join("&");
  history.replaceState(history.state, "", location.pathname + (query && `?${query}`) + location.hash);
}
