// SignalR's hub protocol (JSON, version 1) over one WebSocket without negotiation: as much of it as the room speaks. It
// does not connect again; whoever holds it does. https://github.com/dotnet/aspnetcore/blob/main/src/SignalR/docs/specs/HubProtocol.md

/** What ends every message. */
const separator = "\x1e";

/** The types of messages, by the protocol's numbers. */
const invocation = 1, streamItem = 2, completion = 3, streamInvocation = 4, cancelInvocation = 5, ping = 6, closing = 7;

interface Message { type?: number; invocationId?: string; item?: unknown; result?: unknown; error?: string }

/** What a stream tells. After `error` or `complete` it tells nothing more. */
export interface Receiver<T> {
  next(item: T): void;
  /** The server's `code: sentence`, or that the connection is gone. */
  error(error: Error): void;
  complete(): void;
}

/** In milliseconds: how long the other side may say nothing, and how often this one says that it is there. */
export interface HubTimes { silence: number; ping: number }

export class HubClient {
  /** Called once, after all that was asked has failed. */
  onclose: () => void = () => undefined;
  private readonly socket: WebSocket;
  private readonly asked = new Map<string, Receiver<unknown>>();
  private readonly pings: ReturnType<typeof setInterval>;
  private quiet: ReturnType<typeof setTimeout> | undefined;
  private lastId = 0;
  private state: "opening" | "open" | "closed" = "opening";
  private opened!: { resolve(): void; reject(error: Error): void };
  /** Settled when the server has agreed to the protocol, or the connection has failed. */
  readonly ready = new Promise<void>((resolve, reject) => this.opened = { resolve, reject });

  /** @param url from the page's own, or absolute. */
  constructor(url: string, private readonly times: HubTimes) {
    // Not every browser takes https: for a WebSocket.
    this.socket = new WebSocket(new URL(url, location.href).href.replace(/^http/, "ws"));
    this.socket.onopen = () => this.write({ protocol: "json", version: 1 });
    this.socket.onmessage = event => this.take(event.data as string);
    this.socket.onclose = () => this.end("The connection is closed.");
    this.pings = setInterval(() => this.isOpen && this.write({ type: ping }), times.ping);
    this.listen();
  }

  get isOpen(): boolean {
    return this.state === "open" && this.socket.readyState === WebSocket.OPEN;
  }

  /** Calls a method and answers with what it answers. Rejected with the server's `code: sentence`. */
  invoke<T>(target: string, ...args: unknown[]): Promise<T> {
    return new Promise((resolve, reject) => {
      // Without a result the completion alone is the answer.
      let result: unknown;
      this.ask(invocation, target, args, { next: item => result = item, error: reject, complete: () => resolve(result as T) });
    });
  }

  /** Calls a method and does not wait for an answer. */
  send(target: string, ...args: unknown[]): void {
    if (this.isOpen) this.write({ type: invocation, target, arguments: args });
  }

  /** @returns what ends the stream: nothing more is told of it. */
  stream<T>(target: string, args: unknown[], receiver: Receiver<T>): () => void {
    const invocationId = this.ask(streamInvocation, target, args, receiver as Receiver<unknown>);
    return () => {
      if (this.asked.delete(invocationId) && this.isOpen) this.write({ type: cancelInvocation, invocationId });
    };
  }

  close(): void {
    this.end("The connection was given up.");
  }

  private ask(type: number, target: string, args: unknown[], receiver: Receiver<unknown>): string {
    const invocationId = String(++this.lastId);
    if (this.isOpen) {
      this.asked.set(invocationId, receiver);
      this.write({ type, invocationId, target, arguments: args });
    } else {
      // Later, as every other answer comes: whoever asks has the way to cancel by then.
      queueMicrotask(() => receiver.error(new Error("The connection is not open.")));
    }
    return invocationId;
  }

  private write(message: object): void {
    this.socket.send(JSON.stringify(message) + separator);
  }

  private take(data: string): void {
    this.listen();
    for (const text of data.split(separator)) {
      if (text === "" || this.state === "closed") continue;
      try {
        this.understand(JSON.parse(text) as Message);
      } catch (error) {
        // One message that cannot be read, or that its receiver fails at, ends nothing: the cursor notices a gap.
        reportError(error);
      }
    }
  }

  private understand(message: Message): void {
    const { type, invocationId = "", error } = message;
    if (this.state === "opening") {
      if (error !== undefined) return this.end(error);
      this.state = "open";
      return this.opened.resolve();
    }
    if (type === closing) return this.end(error ?? "The server closed the connection.");
    const receiver = this.asked.get(invocationId);
    if (type === streamItem) receiver?.next(message.item);
    if (type !== completion) return;
    this.asked.delete(invocationId);
    if (error !== undefined) return receiver?.error(new Error(error));
    if ("result" in message) receiver?.next(message.result);
    receiver?.complete();
  }

  private listen(): void {
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => this.end("The server has said nothing for too long."), this.times.silence);
  }

  /** At once: a network that is gone would let the socket's own end wait for minutes. */
  private end(why: string): void {
    if (this.state === "closed") return;
    this.state = "closed";
    clearTimeout(this.quiet);
    clearInterval(this.pings);
    this.socket.onopen = this.socket.onmessage = this.socket.onclose = null;
    this.socket.close();
    const error = new Error(why);
    this.opened.reject(error);
    const asked = [...this.asked.values()];
    this.asked.clear();
    for (const receiver of asked) receiver.error(error);
    this.onclose();
  }
}
