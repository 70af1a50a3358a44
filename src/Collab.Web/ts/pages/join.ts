// Comes in by a link. The secret is in the fragment: it goes to the server in the body of one request, and leaves the address bar.
import { Refusal, type Role } from "../model/wire.js";
import { plural, t } from "../text/language.js";
import { byId, call, newId, sentence } from "./common.js";
import { hasPasskeys, signIn } from "./passkey.js";

interface Joined { seminar: string; document?: string; role: Role; member: string }

const aRole: Readonly<Record<Role, string>> = { owner: t("an owner"), moderator: t("a moderator"), annotator: t("an annotator"), reader: t("a reader"), guest: t("a guest") };

const can: Record<string, string> = {
  owner: t("You can do everything: texts, links, people."),
  moderator: t("You can pin commentary, lead, hide notes, lock points and invite."),
  annotator: t("You can read, comment and reply."),
  guest: t("You can read, comment and reply, as a guest."),
  reader: t("You can read, react, and keep private notes."),
};

// A link's secret (JoinSecret.cs). Any other fragment belongs to the address that led here: #note-3.
const secret = /^#([ikpsm][\w-]{43,})$/.exec(location.hash)?.[1];
const form = byId<HTMLFormElement>("join");
const code = byId<HTMLInputElement>("code");
const name = byId<HTMLInputElement>("name");
const button = form.querySelector("button")!;
const returnTo = form.querySelector<HTMLInputElement>("[name=returnTo]")?.value;
/** Who this browser is already; "" for somebody new. */
const known = name.defaultValue;
// Whoever chooses a language comes back to this link: a redirect keeps the fragment of the address that it was asked by, and no server sees it.
byId<HTMLFormElement>("language").action += location.hash;

const opens: Record<string, string> = {
  p: t("This is a personal link: in this browser it opens the seat of whoever made it"),
  m: t("This link was mailed to you: in this browser it opens your seats"),
};
const opensSeat = t("An owner made this link for a member who lost their way in. In this browser it opens that member’s seat with all that they wrote; private notes are deleted, and wherever the seat was open before it is closed. Come in only if it is yours.");

function askName(wanted: boolean): void {
  byId("name-field").hidden = !wanted;
  name.required = wanted;
  (wanted ? name : button).focus();
}

function complain(text: string): void {
  const problem = document.createElement("p");
  problem.className = "refusal";
  problem.textContent = text;
  byId("join-problem").replaceChildren(problem);
}

if (secret) {
  // A personal link opens a seat that has its name; so does an owner's link to somebody who is here already.
  const personal = /^[psm]/.test(secret), named = personal || known !== "" && secret.startsWith("k");
  byId("code-field").hidden = true;
  document.getElementById("again")?.remove();
  byId("join-lead").textContent = personal
    ? secret.startsWith("s") ? opensSeat : known ? t("{opens}, in place of the one that is open here now, that of {name}.", { opens: opens[secret[0]!]!, name: known }) : `${opens[secret[0]!]}.`
    : named ? t("Your link is good for a seat. You come in as {name}.", { name: known }) : t("Your link is good for a seat. Say the name that the others will see.");
  askName(!named);
} else {
  code.required = true;
  code.focus();
  if (location.hash.length > 1 && !returnTo) complain(t("This link is not whole: copy it again to its end, or ask for a new one. With a code you can come in below."));
}

interface Notice { title: string; role: Role; names: "shown" | "pseudonyms" | "pseudonyms-for-all"; retentionDays?: number }

const seenBy: Record<Notice["names"], string> = {
  "shown": t("Members see your name and what you write."),
  "pseudonyms": t("Members see what you write under a pseudonym that you are given; owners and moderators see your name as well."),
  "pseudonyms-for-all": t("Everybody sees what you write under a pseudonym that you are given; nobody in the seminar sees your name."),
};

/** What this seminar keeps, who sees it and how long, in the place of what holds for all. */
async function look(by: { secret: string } | { code: string }): Promise<void> {
  const notice = await call<Notice>("POST", "/api/join/look", by);
  const where = byId("notice-where");
  where.hidden = false;
  where.textContent = t("You come into “{seminar}” as {role}.", { seminar: notice.title, role: aRole[notice.role] });
  byId("notice-names").textContent = seenBy[notice.names];
  byId("notice-kept").textContent = notice.retentionDays
    ? plural(notice.retentionDays, "Kept on the server: your name and what you write, with its time, until a day after the last thing that happened here; then it is erased.", "Kept on the server: your name and what you write, with its time, until {n} days after the last thing that happened here; then it is erased.")
    : t("Kept on the server: your name and what you write, with its time, without an end, until somebody erases it.");
  if (notice.names !== "shown" && secret && name.required) byId("join-lead").textContent = notice.names === "pseudonyms" ? t("Your link is good for a seat. Say your name: the other members do not see it.") : t("Your link is good for a seat. Say your name: the others do not see it.");
}

/** What goes wrong here is said when somebody comes in. */
const lookQuietly = (by: { secret: string } | { code: string }): void => void look(by).catch(() => undefined);

const typedCode = (): string => code.value.replace(/[^a-z]/gi, "").toUpperCase();
let lookedAt = "";
code.addEventListener("input", () => {
  if (typedCode().length !== 6 || typedCode() === lookedAt) return;
  lookedAt = typedCode();
  lookQuietly({ code: lookedAt });
});
if (secret && !/^[psm]/.test(secret)) lookQuietly({ secret });

/** Where somebody was going; null where it is not within this site. */
const goal = returnTo?.startsWith("/") && !returnTo.startsWith("//") ? returnTo : null;

const byPasskey = document.getElementById("by-passkey");
if (byPasskey && !secret && hasPasskeys()) {
  byPasskey.hidden = false;
  byPasskey.querySelector("button")!.addEventListener("click", () => {
    byId("join-problem").replaceChildren();
    signIn().then(() => location.assign((goal ?? "/") + (goal ? location.hash : "")), (error: unknown) => complain(sentence(error)));
  });
}

form.addEventListener("submit", event => {
  event.preventDefault();
  void join();
});

// Kept until the server has answered: whoever presses again after a lost answer gets the seat that they have.
let commandId = newId();

async function join(): Promise<void> {
  button.disabled = true;
  byId("join-problem").replaceChildren();
  try {
    const displayName = name.required ? name.value.trim() : undefined;
    const joined = await call<Joined>("POST", "/api/join", { commandId, displayName, ...secret ? { secret } : { code: code.value.replace(/[\s-]/g, "").toUpperCase() } });
    const fragment = secret ? "" : location.hash;
    history.replaceState(null, "", "/join");
    byId("joined-role").textContent = `${t("You are {role}.", { role: aRole[joined.role] })} ${can[joined.role] ?? ""}`;
    const open = byId<HTMLAnchorElement>("joined-open");
    open.href = goal !== null ? goal + fragment : joined.document ? `/rooms/${encodeURIComponent(joined.document)}` : "/";
    if (!joined.document && !returnTo) open.textContent = t("My rooms");
    form.hidden = true;
    byId("join-lead").hidden = true;
    byId("notice").hidden = true;
    document.getElementById("again")?.remove();
    byId("joined").hidden = false;
    open.focus();
  } catch (error) {
    if (error instanceof Refusal && !error.retryable) commandId = newId();
    if (error instanceof Refusal && (error.code === "bad-name" || error.code === "name-taken")) askName(true);
    complain(sentence(error));
  } finally {
    button.disabled = false;
  }
}
