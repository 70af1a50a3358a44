// What the pages share on which things are done: what was done is said, and a part of the page is put as the server has it now.
import { Refusal } from "../model/wire.js";
import { t } from "../text/language.js";
import { byId, copyField, localTimes, sentence } from "./common.js";
import { fetchPage } from "./fetched.js";

const said = document.querySelector<HTMLElement>(".said")!;

export function say(text: string): void {
  said.textContent = text;
  said.scrollIntoView({ block: "nearest" });
}

export const fail = (error: unknown): void => say(sentence(error));

/** What was said outlives the reload. */
export function reload(text: string): void {
  try {
    sessionStorage.setItem("collab.said", JSON.stringify([text, scrollY]));
  } catch { /* Then nothing is said: the page shows what was done. */ }
  location.reload();
}

try {
  const kept = sessionStorage.getItem("collab.said");
  sessionStorage.removeItem("collab.said");
  if (kept) {
    const [text, y] = JSON.parse(kept) as [string, number];
    scrollTo(0, y);
    said.textContent = text;
  }
} catch { /* As above. */ }

/** Puts a part of the page as the server has it now in the place of what is here: what stands beside it, such as a link shown once, stays. */
export async function refresh(id: string): Promise<void> {
  const { page } = await fetchPage().catch(() => Promise.reject(Refusal.unreachable()));
  const now = page?.getElementById(id);
  if (!now) return location.reload();
  byId(id).replaceWith(now);
  localTimes(now);
}

/** Fills what ShownOnce.razor made room for, and puts the focus there. What it is of is remembered, to hide it when that is revoked. */
export function showOnce(id: string, of: string, value: string, qr?: string): void {
  const box = byId(id);
  box.hidden = false;
  box.dataset["of"] = of;
  if (qr) byId<HTMLImageElement>(`${id}-qr`).src = `data:image/svg+xml,${encodeURIComponent(qr)}`;
  const field = byId<HTMLInputElement>(`${id}-value`);
  field.value = value;
  field.focus();
  field.select();
}

export function hideOnce(id: string, of: string): void {
  const box = byId(id);
  if (box.dataset["of"] !== of) return;
  box.hidden = true;
  byId<HTMLInputElement>(`${id}-value`).value = "";
}

export async function copyOnce(button: HTMLElement): Promise<void> {
  await copyField(byId<HTMLInputElement>(`${button.dataset["id"]!}-value`));
  say(t("Copied."));
}

/** Each button says by data-do what it does. */
export function act(root: HTMLElement, actions: Record<string, (element: HTMLElement) => Promise<void>>): void {
  root.addEventListener("click", event => {
    const element = (event.target as Element).closest<HTMLElement>("button[data-do]");
    const action = element && actions[element.dataset["do"]!];
    if (action) action(element).catch(fail);
  });
}
