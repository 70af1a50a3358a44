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

const actionOf = (key: string): KeyAction | undefined => !key ? undefined : (Object.keys(defaults) as KeyAction[]).find(name => keyOf(name).toLowerCase() === key.toLowerCase());

/** Calls `act` for single keys outside of fields. Answers how to stop. */
export function listenForKeys(act: (action: KeyAction, point: string | undefined) => boolean): () => void {
  let digits = "";
  let digitsAt = 0;
  const onKey = (event: KeyboardEvent): void => {
    if (!keys.value.on || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    const target = event.target as HTMLElement | null;
    if (target?.closest("input, textarea, select, [contenteditable], [role=menu]")) return;
    const own = actionOf(event.key);
    // Under a layout of another script a key stands for the Latin letter at its place, unless what it types was chosen on /help.
    const typed = own || /^[ -~]/.test(event.key) ? event.key : event.code.replace(/^Key|^Digit/, "");
    if (/^[0-9]$/.test(typed)) {
      digits = (event.timeStamp - digitsAt < 2000 ? digits : "") + typed;
      digitsAt = event.timeStamp;
      return;
    }
    if (event.key === "Shift") return;
    const point = digits && event.timeStamp - digitsAt < 2000 ? digits : undefined;
    digits = "";
    const action = own ?? actionOf(typed);
    if (action && act(action, point)) event.preventDefault();
  };
  document.addEventListener("keydown", onKey);
  return () => document.removeEventListener("keydown", onKey);
}
