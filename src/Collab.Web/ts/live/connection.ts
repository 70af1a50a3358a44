// Keeps the room on the document's stream: over the hub, or, where no WebSocket opens, over server-sent events with commands
// by HTTP. The cursor (epoch:seq) is the reader's own: whatever fails, the next try asks for what comes after it.
import { type Command, type CommandAnswer, Refusal, type Selection } from "../model/wire.js";
import { openHub, overHub } from "./hub.js";
import type { HubClient } from "./hubclient.js";
import { type ConnectionOptions, type Outcome, Session } from "./session.js";
import { newId } from "./storage.js";

export type { ConnectionOptions, Link, Times } from "./session.js";

const failuresBeforeFallback = 2;

export interface Connection {
  start(): void;
  /** Whether a command can be sent now. */
  canSend(): boolean;
  send(command: Command): Promise<CommandAnswer>;
  at(clause: string | undefined, selection?: Selection): void;
  typing(clause: string, on: boolean): void;
  stop(): void;
}

export function createConnection(options: ConnectionOptions): Connection {
  const session = new Session(options);
  const { times } = session;
  const device = newId();
  let failures = 0;
  let wake: (() => void) | undefined;

  async function loop(): Promise<void> {
    let tries = 0;
    let useEvents = false;
    while (!session.stopped) {
      const began = Date.now();
      const outcome: Outcome = useEvents ? await tryEvents() : await tryHub();
      if (session.stopped || outcome === "ended") return;
      if (outcome === "upgraded") {
        useEvents = false;
        failures = 0;
        tries = 0;
        continue;
      }
      if (outcome === "refused-upgrade") {
        failures++;
        useEvents = failures >= failuresBeforeFallback || Date.now() - began >= times.open;
        tries = 0;
        if (useEvents) continue;
      }
      if (outcome === "dropped") {
        // A link that was good is tried again at once; one that never holds is not.
        if (Date.now() - began > times.longestPause) tries = 0;
        session.say(tries === 0 ? "connecting" : "offline");
      } else if (outcome === "unreachable") {
        session.say("offline");
      }
      await pause(tries++);
    }
  }

  /** At once with a little jitter, so that a restarted server is not met by everyone in one instant; then longer and longer. */
  function pause(tries: number): Promise<void> {
    const longest = tries === 0 ? 300 : Math.min(times.longestPause, 500 * 2 ** (tries - 1));
    return new Promise(resolve => {
      const timer = setTimeout(resolve, tries === 0 ? Math.random() * longest : longest * (0.5 + Math.random() / 2));
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async function tryHub(opened?: HubClient): Promise<Outcome> {
    const hub = opened ?? await openHub(options, times);
    if (session.stopped) {
      hub?.close();
      return "stopped";
    }
    if (!hub) return await session.reachable() ?? "refused-upgrade";
    failures = 0;
    return overHub(hub, session);
  }

  async function tryEvents(): Promise<Outcome> {
    // Few visits need it: it is fetched by those that do.
    const events = await import("./events.js").catch(() => undefined);
    if (!events) return await session.reachable() ?? "unreachable";
    if (session.stopped) return "stopped";
    const outcome = await events.overEvents(session, device);
    if (typeof outcome === "string") return outcome;
    const next = await tryHub(outcome);
    return next === "ended" || next === "stopped" ? next : "upgraded";
  }

  // A page that comes back to the front, or hears that the network changed, does not wait for a timer that was asleep:
  // it asks for a sign of life at once.
  const poke = (): void => {
    wake?.();
    session.channel?.poke();
  };
  const shown = (): void => {
    if (document.visibilityState === "visible") poke();
  };
  const returned = (event: PageTransitionEvent): void => {
    // Out of the back-forward cache: the link that the page remembers is gone.
    if (event.persisted) session.channel?.drop();
    poke();
  };

  return {
    start() {
      document.addEventListener("visibilitychange", shown);
      addEventListener("pageshow", returned);
      addEventListener("online", poke);
      addEventListener("offline", poke);
      session.begin();
      void loop();
    },
    canSend: () => session.channel?.isOpen() ?? false,
    send: command => session.channel?.send(command) ?? Promise.reject(Refusal.unreachable()),
    at: (clause, selection) => session.channel?.at(clause, selection),
    typing: (clause, on) => session.channel?.typing(clause, on),
    stop() {
      session.stopped = true;
      document.removeEventListener("visibilitychange", shown);
      removeEventListener("pageshow", returned);
      removeEventListener("online", poke);
      removeEventListener("offline", poke);
      wake?.();
      session.channel?.drop();
    },
  };
}
