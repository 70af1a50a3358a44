// Comes in by a link. The secret is in the fragment: it goes to the server in the body of one request, and leaves the address bar.
import { Refusal } from "../model/wire.js";
import { byId, call, newId, sentence } from "./common.js";

interface Joined { seminar: string; document?: string; role: string; member: string }

const can: Record<string, string> = {
  owner: "You can do everything: texts, links, people.",
  moderator: "You can pin commentary, lead, hide notes, lock points and invite.",
  annotator: "You can read, comment and reply.",
  guest: "You can read, comment and reply, as a guest.",
  reader: "You can read, react, and keep private notes.",
};

// A link's secret (JoinSecret.cs). Any other fragment belongs to the address that led here: #note-3.
const secret = /^#([ik][\w-]{43,})$/.exec(location.hash)?.[1];
const form = byId<HTMLFormElement>("join");
const code = byId<HTMLInputElement>("code");
const name = byId<HTMLInputElement>("name");
if (secret) {
  byId("code-field").hidden = true;
  byId("join-lead").textContent = "Your link is good for a seat. Say the name that the others will see.";
  name.focus();
} else {
  code.required = true;
  code.focus();
}

form.addEventListener("submit", event => {
  event.preventDefault();
  void join();
});

// Kept until the server has answered: whoever presses again after a lost answer gets the seat that they have.
let commandId = newId();

async function join(): Promise<void> {
  const button = form.querySelector("button")!;
  button.disabled = true;
  byId("join-problem").replaceChildren();
  try {
    const displayName = name.value.trim();
    const joined = await call<Joined>("POST", "/api/join", { commandId, displayName, ...secret ? { secret } : { code: code.value.replace(/[\s-]/g, "").toUpperCase() } });
    const fragment = secret ? "" : location.hash;
    history.replaceState(null, "", "/join");
    const article = /^[aeiou]/.test(joined.role) ? "an" : "a";
    byId("joined-role").textContent = `You are ${article} ${joined.role}. ${can[joined.role] ?? ""}`;
    const returnTo = form.querySelector<HTMLInputElement>("[name=returnTo]")?.value;
    const open = byId<HTMLAnchorElement>("joined-open");
    open.href = returnTo?.startsWith("/") && !returnTo.startsWith("//") ? returnTo + fragment : joined.document ? `/rooms/${encodeURIComponent(joined.document)}` : "/";
    if (!joined.document && !returnTo) open.textContent = "My rooms";
    form.hidden = true;
    byId("join-lead").hidden = true;
    byId("joined").hidden = false;
    open.focus();
  } catch (error) {
    if (error instanceof Refusal && !error.retryable) commandId = newId();
    const problem = document.createElement("p");
    problem.className = "refusal";
    problem.textContent = sentence(error);
    byId("join-problem").replaceChildren(problem);
  } finally {
    button.disabled = false;
  }
}
