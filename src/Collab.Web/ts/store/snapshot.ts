// What the server answers by HTTP, as JSON.
import { asMember } from "../live/address.js";
import { Refusal, type Snapshot } from "../model/wire.js";

/** @throws Refusal when the server refuses, or code "network" when it cannot be reached. */
export async function fetchSnapshot(document: string, member: string): Promise<Snapshot> {
  return fetchJson<Snapshot>(asMember(`/api/documents/${encodeURIComponent(document)}`, member));
}

/** @throws Refusal when the server refuses, or code "network" when it cannot be reached. */
export async function fetchJson<T>(url: string, request: RequestInit = {}): Promise<T> {
  let response: Response;
  try {
    response = await fetch(url, { ...request, headers: { accept: "application/json", ...request.headers } });
  } catch {
    throw Refusal.unreachable();
  }
  if (!response.ok) throw await Refusal.fromHttp(response);
  return await response.json() as T;
}
