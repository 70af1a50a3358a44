// Single keys. They can be changed or switched off on /help; a digit or several before "comment" or "go" name a point.
import { keys } from "./settings.js";

/** The ids and keys are those of Pages/HelpPage.razor; a test holds the two together. */
export const defaults = {
  next: "j",
  previous: "k",
  annotate: "a",
  comment: "c",
  reply: "r",
  notes: "n",
  latest: "l",
  go: "g",
  unread: "u",
  unreadBefore: "y",
  inbox: "i",
  search: "/",
  hold: "h",
  follow: "f",
} as const;

export type KeyAction = keyof typeof defaults;

export function keyOf(action: KeyAction): string {
  return keys.value.map[action] ?? defaults[action];
}

/** Calls `act` for single keys outside of fields. Answers how to stop. */
export function listenForKeys(act: (action: KeyAction, point: string | undefined) => boolean): () => void {
  let digits = "";
  let digitsAt = 0;
  const onKey = (event: KeyboardEvent): void => {
    if (!keys.value.on || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    const target = event.target as HTMLElement | null;
    if (target?.closest("input, textarea, select, [contenteditable], [role=menu]")) return;
    if (/^[0-9]$/.test(event.key)) {
      digits = (event.timeStamp - digitsAt < 2000 ? digits : "") + event.key;
      digitsAt = event.timeStamp;
      return;
    }
    if (event.key === "Shift") return;
    const point = digits && event.timeStamp - digitsAt < 2000 ? digits : undefined;
    digits = "";
    const key = event.key.toLowerCase();
    const action = (Object.keys(defaults) as KeyAction[]).find(name => keyOf(name) !== "" && keyOf(name).toLowerCase() === key);
    if (action && act(action, point)) event.preventDefault();
  };
  document.addEventListener("keydown", onKey);
  return () => document.removeEventListener("keydown", onKey);
}
