// What the pages beside the room share: calls, local times, the colours.
import { Refusal } from "../model/wire.js";
import { locale, t } from "../text/language.js";
import { setTheme, theme } from "../view/settings.js";

/** Calls the API. A refusal is thrown with its sentence. */
export async function call<T = undefined>(method: string, address: string, body?: unknown): Promise<T> {
  let response: Response;
  try {
    response = await fetch(address, {
      method,
      headers: body === undefined || body instanceof FormData ? {} : { "Content-Type": "application/json" },
      body: body === undefined || body instanceof FormData ? body : JSON.stringify(body),
      credentials: "same-origin",
    });
  } catch {
    throw Refusal.unreachable();
  }
  if (!response.ok) throw await Refusal.fromHttp(response);
  return response.status === 204 ? undefined as T : await response.json() as T;
}

export const byId = <T extends HTMLElement = HTMLElement>(id: string): T => document.getElementById(id) as T;

export const sentence = (error: unknown): string => error instanceof Error ? error.message : t("That did not work. Try again in a moment.");

/** Off loopback without TLS there is no crypto.randomUUID. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = bytes[6]! & 0x0f | 0x40;
  bytes[8] = bytes[8]! & 0x3f | 0x80;
  const hex = [...bytes].map(byte => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export async function copyField(field: HTMLInputElement): Promise<void> {
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    document.execCommand("copy");
  }
}

/** Times as the server printed them, in UTC, become local ones. */
export function localTimes(root: ParentNode = document): void {
  for (const element of root.querySelectorAll<HTMLTimeElement>("time[datetime]")) {
    const date = new Date(element.dateTime);
    if (Number.isNaN(date.getTime())) continue;
    element.title = element.textContent;
    element.textContent = date.toLocaleString(locale, { dateStyle: "medium", timeStyle: "short" });
  }
}

function themeChoice(): void {
  const place = document.getElementById("theme");
  if (!place) return;
  const select = document.createElement("select");
  select.setAttribute("aria-label", t("Colours"));
  for (const [value, name] of [["", t("System colours")], ["light", t("Light")], ["dark", t("Dark")]] as const) select.add(new Option(name, value, false, (theme.value ?? "") === value));
  select.addEventListener("change", () => setTheme((select.value || undefined) as "light" | "dark" | undefined));
  place.replaceChildren(select);
}

localTimes();
themeChoice();
