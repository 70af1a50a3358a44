// Commands over HTTP, for where there is no hub.
import { asMember } from "./address.js";
import { type Command, type CommandAnswer, Refusal } from "../model/wire.js";
import { usualTimes } from "./session.js";

/** Commands of the document whose body is all that they say, with the address of each. */
const bodied = {
  Close: "close", ReopenDocument: "reopen", Lead: "lead", OpenSession: "session/open", CloseSession: "session/close", SetAgenda: "agenda", SetTimer: "timer", EndTimer: "timer/end", SetScribe: "scribe",
  RaiseHand: "hand", LowerHand: "hand/lower", GiveFloor: "floor", EndFloor: "floor/end", SetStances: "stances", Approval: "approval",
} as const;

/** The HTTP twin of a hub method. */
export async function sendByHttp(base: string, command: Command, member: string, patience = usualTimes.answer): Promise<CommandAnswer> {
  const { annotation, clause, ...rest } = command.body as { annotation?: string; clause?: string } & Record<string, unknown>;
  const note = `${base}/annotations/${encodeURIComponent(annotation ?? "")}`;
  const at = `${base}/clauses/${encodeURIComponent(clause ?? "")}`;
  const calls: Record<Exclude<Command["verb"], keyof typeof bodied>, [method: string, url: string, body?: object]> = {
    Annotate: ["POST", `${base}/annotations`, rest],
    Reply: ["POST", `${note}/replies`, rest],
    Edit: ["PATCH", note, rest],
    Delete: ["DELETE", note],
    Pin: ["PUT", `${note}/pin`, { clause, ...rest }],
    Unpin: ["DELETE", clause === undefined ? `${note}/pin` : `${note}/pin?clause=${encodeURIComponent(clause)}`],
    Hide: ["POST", `${note}/hide`, rest],
    Unhide: ["POST", `${note}/unhide`, rest],
    Resolve: ["POST", `${note}/resolve`, rest],
    Reopen: ["POST", `${note}/reopen`, rest],
    React: ["POST", `${note}/react`, rest],
    Lock: ["POST", `${at}/lock`, rest],
    Unlock: ["POST", `${at}/unlock`, rest],
    Flag: ["POST", `${note}/flag`, rest],
    Approve: ["POST", `${note}/approve`, rest],
    OpenRound: ["POST", `${at}/round/open`, rest],
    RevealRound: ["POST", `${at}/round/reveal`, rest],
    CancelRound: ["POST", `${at}/round/cancel`, rest],
    TakeStance: ["POST", `${at}/stance`, rest],
    HideStanceReason: ["POST", `${at}/stance/hide`, rest],
    WithdrawStance: ["POST", `${at}/stance/withdraw`, rest],
    Relate: ["POST", `${note}/relate`, rest],
    Unrelate: ["POST", `${note}/unrelate`, rest],
    Merge: ["POST", `${note}/merge`, rest],
    Unmerge: ["POST", `${note}/unmerge`, rest],
  };
  const { verb } = command;
  const [method, url, body] = verb in bodied ? ["POST", `${base}/${bodied[verb as keyof typeof bodied]}`, command.body] : calls[verb as keyof typeof calls];
  const request: RequestInit = body
    ? { method, headers: { "content-type": "application/json" }, body: JSON.stringify({ commandId: command.commandId, ...body }) }
    : { method, headers: { "idempotency-key": command.commandId } };
  let response: Response;
  try {
    response = await fetch(asMember(url, member), { ...request, signal: AbortSignal.timeout(patience) });
  } catch {
    throw Refusal.unreachable();
  }
  if (!response.ok) throw await Refusal.fromHttp(response);
  return response.status === 204 ? { seq: 0 } : await response.json() as CommandAnswer;
}
