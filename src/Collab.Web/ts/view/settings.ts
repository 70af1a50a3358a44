// What a reader has chosen, kept in this browser.
import { effect, signal, type Signal } from "@preact/signals-core";

function kept<T>(name: string, initial: T, storage: () => Storage = () => localStorage): Signal<T> {
  let value = initial;
  try {
    const text = storage().getItem(`collab.${name}`);
    if (text !== null) value = JSON.parse(text) as T;
  } catch { /* Storage may be refused: the choice then lasts as long as the page. */ }
  const state = signal(value);
  let first = true;
  effect(() => {
    const text = JSON.stringify(state.value);
    if (first) {
      first = false;
      return;
    }
    try {
      storage().setItem(`collab.${name}`, text);
    } catch { /* As above. */ }
  });
  return state;
}

/** Single keys: switched off altogether, or changed one by one (an empty string switches one off). */
export const keys = kept<{ on: boolean; map: Record<string, string> }>("keys", { on: true, map: {} });
/** Plain paged lists in the place of windows that scroll. */
export const plainLists = kept("plain-lists", false);
/** Whether I see what others select, and they what I do. */
export const selections = kept("selections", true);
/** Whether I hide my place, since I chose it here: the server keeps it. */
export const hidesPlace = signal<boolean | undefined>(undefined);
/** The projector shows this screen: lasts as long as the tab. */
export const presenting = kept("presenting", false, () => sessionStorage);

/** Whether I follow the lead: lasts as long as the tab, over a reload too. */
export const follows = kept("follows", "", () => sessionStorage);

export type Theme = "light" | "dark" | undefined;

export const theme: Signal<Theme> = signal((document.documentElement.dataset["theme"] as Theme) ?? undefined);

/** A cookie, so that the next page comes in the right colours at once. */
export function setTheme(next: Theme): void {
  theme.value = next;
  if (next) document.documentElement.dataset["theme"] = next;
  else delete document.documentElement.dataset["theme"];
  document.querySelector("meta[name=color-scheme]")?.setAttribute("content", next ?? "light dark");
  document.cookie = `theme=${next ?? ""}; path=/; samesite=lax; max-age=${next ? 31_536_000 : 0}`;
}
