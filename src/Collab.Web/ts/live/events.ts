// The stream as server-sent events, with commands over HTTP: for where no WebSocket opens.
import { type Batch, type CommandAnswer, type Presence, Refusal, type Resync, type Selection } from "../model/wire.js";
import { asMember } from "./address.js";
import { sendByHttp } from "./http.js";
import { openHub } from "./hub.js";
import type { HubClient } from "./hubclient.js";
import type { Channel, Outcome, Session } from "./session.js";

/** Stays on server-sent events until they fail, or until a hub opens: then that is answered, open. */
export async function overEvents(session: Session, device: string): Promise<Outcome | HubClient> {
  const stream = new EventsStream(session, device);
  session.channel = stream;
  try {
    return await stream.run();
  } finally {
    session.channel = undefined;
    stream.close();
  }
}

class EventsStream implements Channel {
  private readonly source: EventSource;
  private timers: ReturnType<typeof setInterval>[] = [];
  private open = false;
  private last = Date.now();
  private asking = false;
  private over = false;
  private resolve: (outcome: Outcome | HubClient) => void = () => undefined;

  constructor(private readonly session: Session, private readonly device: string) {
    const { options, base } = session;
    const query = new URLSearchParams({ after: options.cursor(), presence: "true", notebook: "true", notebookAfter: options.notebookCursor(), connection: device, as: options.member });
    this.source = new EventSource(`${base}/events?${query}`);
  }

  run(): Promise<Outcome | HubClient> {
    const { source, session } = this;
    const { options, times } = session;
    return new Promise(resolve => {
      this.resolve = resolve;
      source.onopen = () => {
        this.open = true;
        this.last = Date.now();
        session.say("live", { via: "events" });
        const place = options.place();
        if (place.clause !== undefined) this.at(place.clause, place.selection);
      };
      source.onerror = () => {
        const was = this.open;
        this.open = false;
        source.close();
        void session.reachable().then(outcome => resolve(outcome ?? (was ? "dropped" : "unreachable")));
      };
      source.addEventListener("batch", event => void this.take(JSON.parse(event.data as string) as Batch));
      source.addEventListener("resync", () => void this.take({ resync: true }));
      source.addEventListener("presence", event => {
        this.last = Date.now();
        options.onPresence(JSON.parse(event.data as string) as Presence);
      });
      source.addEventListener("notebook", event => {
        if (options.onNotebook(JSON.parse(event.data as string) as Batch) !== "ok") options.resync("notebook").then(() => resolve("dropped"), () => undefined);
      });
      this.timers = [setInterval(() => void this.check(), Math.max(100, times.check / 2)), setInterval(() => void this.upgrade(), times.upgrade)];
    });
  }

  close(): void {
    this.over = true;
    this.open = false;
    for (const timer of this.timers) clearInterval(timer);
    this.source.close();
  }

  isOpen(): boolean {
    return this.open;
  }

  send(command: Parameters<Channel["send"]>[0]): Promise<CommandAnswer> {
    if (!this.open) return Promise.reject(Refusal.unreachable());
    return sendByHttp(this.session.base, command, this.session.options.member, this.session.times.answer);
  }

  at(clause: string | undefined, selection?: Selection): void {
    const { start, end } = selection ?? {};
    this.post({ ...(clause === undefined ? {} : { clause }), ...(start === undefined ? {} : { selection: { clause, start, end } }) });
  }

  typing(clause: string, on: boolean): void {
    this.post({ clause, typing: on });
  }

  drop(): void {
    this.resolve("dropped");
  }

  poke(): void {
    // The check asks often enough.
  }

  private post(body: object): void {
    if (!this.open) return;
    fetch(asMember(`${this.session.base}/presence`, this.session.options.member), { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ connection: this.device, ...body }) }).catch(() => undefined);
  }

  private async take(batch: Batch | Resync): Promise<void> {
    const { session } = this;
    this.last = Date.now();
    if (!("resync" in batch) && session.options.onBatch(batch) === "ok") return;
    session.say("resyncing", { via: "events" });
    try {
      await session.options.resync("document");
      this.resolve("dropped");
    } catch (error) {
      this.resolve(session.end(error) ?? "unreachable");
    }
  }

  // A proxy may hold the stream back, or the server be gone without a word: asked directly, the cursor tells.
  private async check(): Promise<void> {
    if (this.asking || Date.now() - this.last < this.session.times.check) return;
    this.asking = true;
    const answer = await this.session.ask();
    this.asking = false;
    this.last = Date.now();
    if (typeof answer === "string") {
      this.open = false;
      this.resolve(answer);
    } else if ("resync" in answer || answer.events.length > 0 || answer.last >= answer.first) {
      await this.take(answer);
    }
  }

  private async upgrade(): Promise<void> {
    const hub = await openHub(this.session.options, this.session.times);
    if (!hub) return;
    if (this.over || this.session.stopped || !hub.isOpen) return hub.close();
    this.over = true;
    this.resolve(hub);
  }
}
