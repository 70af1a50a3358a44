// A led session: its order and time, who wants to speak and who does.
import type { Draft } from "./draft.js";
import type { RoomState } from "./state.js";
import type { RoomEvent } from "./wire.js";

/** The session that goes on. */
export const openSession = <T extends { closed?: string }>({ sessions }: { sessions: readonly T[] }): T | undefined => (sessions.at(-1)?.closed ? undefined : sessions.at(-1));

/** The open session has come to a point. */
export function comeTo(next: Draft["next"], clause: string | undefined): void {
  const open = openSession(next);
  if (clause && open && !open.reached?.includes(clause)) next.sessions = [...next.sessions.slice(0, -1), { ...open, reached: [...open.reached ?? [], clause] }];
}

/** Folds an event of a session; false where it is none. */
export function applySession(next: Draft["next"], event: RoomEvent, actor: string): boolean {
  const { at, seq } = event;
  const clause = event.clause!;
  const others = (member: string) => next.hands.filter(hand => hand.member !== member);
  switch (event.kind) {
    case "SessionOpened": {
      const { session: id, ...data } = event.data;
      next.sessions = [...next.sessions, { id, ...data, by: actor, opened: at, seq }];
      return true;
    }
    case "SessionClosed": {
      const { session, attended } = event.data;
      next.sessions = next.sessions.map(held => (held.id === session ? { ...held, closed: at, attended } : held));
      next.hands = [];
      delete next.timer;
      delete next.floor;
      return true;
    }
    case "AgendaSet":
      next.agenda = event.data.items;
      return true;
    case "TimerSet":
      comeTo(next, event.clause);
      next.timer = { ...(event.clause && { clause }), ...event.data, seq };
      return true;
    case "TimerEnded":
      delete next.timer;
      return true;
    case "ScribeSet":
      if (event.data.member === undefined) delete next.scribe;
      else next.scribe = event.data.member;
      return true;
    case "HandRaised":
      next.hands = [...others(actor), { member: actor, clause, at, seq }];
      return true;
    case "HandLowered":
      next.hands = others(event.data.member);
      return true;
    case "FloorGiven":
      next.hands = others(event.data.member);
      next.floor = { member: event.data.member, clause, by: actor, at, seq };
      return true;
    case "FloorEnded":
      delete next.floor;
      return true;
  }
  return false;
}

/** The point that the session is at: where the moderator led since it was opened, or what the timer is for. */
export function currentPoint(state: RoomState): string | undefined {
  const session = openSession(state);
  if (!session) return undefined;
  return state.led && state.led.seq > session.seq ? state.led.clause : state.timer?.clause;
}
