// What the ways of being on a document's stream have in common.
import { type Batch, type Command, type CommandAnswer, type Presence, Refusal, type Resync, type Selection } from "../model/wire.js";
import { t } from "../text/language.js";

/** Signed out (401), signed in as another (409), no longer allowed (403), or not there (404). */
export type Ending = "unauthenticated" | "another-member" | "forbidden" | "not-found";

/** How the room hears of changes. `since` is when it came to be so, in milliseconds as Date.now() has them. */
export interface Link {
  state: "connecting" | "live" | "resyncing" | "offline" | "ended";
  since: number;
  /** How it is carried: the hub, or server-sent events with commands over HTTP. */
  via?: "hub" | "events";
  reason?: Ending;
}

export interface ConnectionOptions {
  document: string;
  /** Whom the page is for: signed in as another it is refused everything. */
  member: string;
  /** `epoch:seq`: what is known already. */
  cursor(): string;
  notebookCursor(): string;
  /** Folds a batch. "resync" where it does not fit: then a snapshot is taken again. */
  onBatch(batch: Batch): "ok" | "resync";
  onNotebook(batch: Batch): "ok" | "resync";
  onPresence(item: Presence): void;
  onLink(link: Link): void;
  /** Takes a snapshot again; throws when it cannot be had. */
  resync(what: "document" | "notebook"): Promise<void>;
  /** Where the reader is, said again after each reconnect. */
  place(): { clause?: string; selection?: Selection };
  hubUrl?: string;
  /** Times in milliseconds; tests shorten them. */
  times?: Partial<Times>;
}

export interface Times {
  /** A link that says nothing for so long is dead: it is known within 5 s. The server pings every 2 s. */
  silence: number;
  /** A WebSocket that has not opened by then has failed. */
  open: number;
  /** The longest pause between tries: with it the room is live within 2 s of a network that comes back. */
  longestPause: number;
  /** How often the WebSocket is tried again while on server-sent events. */
  upgrade: number;
  /** How often server-sent events are checked for having gone silent. */
  check: number;
  /** A command that was not answered by then has an unknown outcome. */
  answer: number;
}

export const usualTimes: Times = { silence: 4_500, open: 4_000, longestPause: 1_500, upgrade: 60_000, check: 5_000, answer: 10_000 };

/** Why an attempt ended: the loop decides what to try next. */
export type Outcome = "dropped" | "unreachable" | "refused-upgrade" | "upgraded" | "ended" | "stopped";

/** What a reader does, by whatever carries it. */
export interface Channel {
  isOpen(): boolean;
  send(command: Command): Promise<CommandAnswer>;
  at(clause: string | undefined, selection?: Selection): void;
  typing(clause: string, on: boolean): void;
  /** Gives it up: the loop tries again. */
  drop(): void;
  /** Asks for a sign of life, and drops what gives none. */
  poke(): void;
}

/** One connection's place on the stream, whatever carries it. */
export class Session {
  readonly times: Times;
  readonly base: string;
  channel: Channel | undefined;
  stopped = false;
  private link: Link = { state: "connecting", since: Date.now() };

  constructor(readonly options: ConnectionOptions) {
    this.times = { ...usualTimes, ...options.times };
    this.base = `/api/documents/${encodeURIComponent(options.document)}`;
  }

  begin(): void {
    this.options.onLink(this.link);
  }

  say(state: Link["state"], more: Pick<Link, "via" | "reason"> = {}): void {
    const { link } = this;
    if (this.stopped || (state === link.state && more.via === link.via && more.reason === link.reason)) return;
    // "connecting" and "offline" are one silence: it began when the link was last live.
    const silent = (s: Link["state"]): boolean => s === "connecting" || s === "offline";
    this.link = { state, since: silent(state) && silent(link.state) ? link.since : Date.now(), ...more };
    this.options.onLink(this.link);
  }

  /** What comes after the cursor, by a plain request; or what its failure means. */
  async ask(): Promise<Batch | Resync | "unreachable" | "ended"> {
    try {
      const query = new URLSearchParams({ after: this.options.cursor(), limit: "64", as: this.options.member });
      const response = await fetch(`${this.base}/events?${query}`, { headers: { accept: "application/json" }, signal: AbortSignal.timeout(this.times.open) });
      if (response.ok) return await response.json() as Batch | Resync;
      const refusal = await Refusal.fromHttp(response);
      if (refusal.code === "resync") return { resync: true };
      return this.end(refusal) ?? "unreachable";
    } catch {
      return "unreachable";
    }
  }

  /** Why nothing opened: undefined when the server answers, so that the WebSocket or the stream itself is what failed. */
  async reachable(): Promise<Outcome | undefined> {
    const answer = await this.ask();
    return typeof answer === "string" ? answer : undefined;
  }

  /** "ended" where the error means that there is nothing left to try, and says so; else undefined. */
  end(error: unknown): "ended" | undefined {
    if (!(error instanceof Refusal)) return undefined;
    const reason = error.code === "another-member" ? error.code : error.status === 401 || error.code === "unauthenticated" ? "unauthenticated"
      : error.status === 404 || error.code === "not-found" ? "not-found"
        : error.status === 403 || error.code === "forbidden" ? "forbidden" : undefined;
    if (reason === undefined) return undefined;
    this.say("ended", { reason });
    return "ended";
  }
}

/** @throws Refusal "outcome-unknown" when the promise takes longer. */
export async function within<T>(promise: Promise<T>, milliseconds: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    return await Promise.race([promise, new Promise<T>((_, reject) => {
      timer = setTimeout(() => reject(new Refusal("outcome-unknown", t("No answer came in time."))), milliseconds);
    })]);
  } finally {
    clearTimeout(timer);
  }
}
