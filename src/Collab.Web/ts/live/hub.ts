// The stream over the hub: one WebSocket, which carries the document, the notebook, presence and the reader's commands.
import { type Batch, type CommandAnswer, type Presence, Refusal, type Resync, type Selection } from "../model/wire.js";
import { asMember } from "./address.js";
import { HubClient } from "./hubclient.js";
import { type Channel, type ConnectionOptions, type Outcome, type Session, type Times, within } from "./session.js";

/** An open hub, or undefined where none opens. */
export async function openHub(options: ConnectionOptions, times: Times): Promise<HubClient | undefined> {
  let made: HubClient | undefined;
  try {
    made = new HubClient(asMember(options.hubUrl ?? "/hub", options.member), { silence: times.silence, ping: Math.min(2_000, times.silence / 2) });
    await within(made.ready, times.open);
    return made;
  } catch {
    made?.close();
    return undefined;
  }
}

/** Stays on the hub until it fails. */
export async function overHub(hub: HubClient, session: Session): Promise<Outcome> {
  const stream = new HubStream(hub, session);
  session.channel = stream;
  try {
    return await stream.run();
  } finally {
    stream.over = true;
    session.channel = undefined;
    hub.close();
  }
}

class HubStream implements Channel {
  over = false;
  private resolve: (outcome: Outcome) => void = () => undefined;

  constructor(private readonly hub: HubClient, private readonly session: Session) {}

  run(): Promise<Outcome> {
    return new Promise<Outcome>(resolve => {
      this.resolve = resolve;
      this.hub.onclose = () => resolve("dropped");
      if (!this.isOpen()) resolve("dropped");
      this.watch();
      this.watchNotebook();
      this.watchPresence();
      this.session.say("live", { via: "hub" });
    });
  }

  isOpen(): boolean {
    return this.hub.isOpen;
  }

  async send(command: Parameters<Channel["send"]>[0]): Promise<CommandAnswer> {
    const argument = { document: this.session.options.document, commandId: command.commandId, ...command.body };
    try {
      return await within(this.hub.invoke<CommandAnswer>(command.verb, argument), this.session.times.answer);
    } catch (error) {
      throw error instanceof Refusal ? error : Refusal.fromHub(error);
    }
  }

  at(clause: string | undefined, selection?: Selection): void {
    this.hub.send("At", ...this.place(clause, selection));
  }

  typing(clause: string, on: boolean): void {
    this.hub.send("Typing", this.session.options.document, clause, on);
  }

  drop(): void {
    this.resolve("dropped");
    this.hub.close();
  }

  poke(): void {
    const { clause, selection } = this.session.options.place();
    within(this.hub.invoke("At", ...this.place(clause, selection)), 2_000).catch((error: unknown) => {
      // A refusal is a sign of life, too; silence is none.
      if (!this.over && error instanceof Refusal) this.drop();
    });
  }

  private place(clause: string | undefined, selection?: Selection): unknown[] {
    return [this.session.options.document, clause ?? null, selection ? { start: selection.start, end: selection.end } : null];
  }

  private watch(): void {
    const { options } = this.session;
    let over = false;
    const cancel = this.hub.stream<Batch | Resync>("Watch", [options.document, options.cursor()], {
      next: item => {
        if (over || this.over) return;
        if (!("resync" in item) && options.onBatch(item) === "ok") return;
        over = true;
        cancel();
        void this.again();
      },
      error: error => {
        if (over) return;
        over = true;
        const refusal = Refusal.fromHub(error);
        if (refusal.code === "resync") void this.again();
        else this.resolve(this.session.end(refusal) ?? "unreachable");
      },
      // The server ends the stream when it goes, or when the right to read went: the next try tells which.
      complete: () => {
        if (!over) this.resolve("unreachable");
      },
    });
  }

  private async again(): Promise<void> {
    this.session.say("resyncing", { via: "hub" });
    try {
      await this.session.options.resync("document");
    } catch (error) {
      this.resolve(this.session.end(error) ?? "unreachable");
      return;
    }
    if (this.over) return;
    this.session.say("live", { via: "hub" });
    this.watch();
  }

  // The notebook and presence are extras: without them the room still works, so their failures are only tried again.
  private watchNotebook(): void {
    const { options } = this.session;
    const retry = (): void => this.later(() => this.watchNotebook());
    let over = false;
    const cancel = this.hub.stream<Batch | Resync>("WatchNotebook", [options.document, options.notebookCursor()], {
      next: item => {
        if (over || (!("resync" in item) && options.onNotebook(item) === "ok")) return;
        over = true;
        cancel();
        options.resync("notebook").then(() => this.over || this.watchNotebook(), retry);
      },
      error: () => over || retry(),
      complete: () => over || retry(),
    });
  }

  private watchPresence(): void {
    const { options } = this.session;
    const retry = (): void => this.later(() => this.watchPresence());
    this.hub.stream<Presence>("Presence", [options.document], { next: item => options.onPresence(item), error: retry, complete: retry });
    const place = options.place();
    if (place.clause !== undefined) this.at(place.clause, place.selection);
  }

  private later(action: () => void): void {
    setTimeout(() => this.over || action(), this.session.times.longestPause);
  }
}
