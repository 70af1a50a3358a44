// Links, people, hidden notes and locks: each button is one call of the API; the page, or the part of it, is then read again from the server.
import { roleNames } from "../model/names.js";
import { Refusal, type Role } from "../model/wire.js";
import { t } from "../text/language.js";
import { act, copyOnce, fail, refresh, reload, say, showOnce } from "./acting.js";
import { byId, call, copyField, newId, sentence } from "./common.js";
import { signedIn } from "./passkey.js";
import "./people.js";

const root = byId("manage");
const seminar = `/api/seminars/${encodeURIComponent(root.dataset["seminar"]!)}`;
const e = encodeURIComponent;

const documentPath = (element: HTMLElement): string => `/api/documents/${e(element.dataset["document"]!)}`;

const roleBeside = (button: HTMLElement): HTMLSelectElement => button.previousElementSibling as HTMLSelectElement;

act(root, {
  "show-code": async () => {
    await call("POST", `${seminar}/code`, {});
    reload(t("The code is shown."));
  },
  "end-code": async () => {
    await call("DELETE", `${seminar}/code`);
    reload(t("The code works no longer."));
  },
  "copy-link": async () => {
    await copyField(byId<HTMLInputElement>("made-url"));
    say(t("Copied."));
  },
  "copy-seat": async () => {
    await copyField(byId<HTMLInputElement>("seat-url"));
    say(t("Copied."));
  },
  revoke: async element => {
    if (!confirm(t("Revoke this link? Whoever came by it stays; nobody else can use it."))) return;
    const id = element.dataset["id"]!;
    await call("DELETE", `${seminar}/invites/${e(id)}`);
    const made = byId("made");
    if (made.dataset["id"] === id) made.hidden = true;
    await refresh("links");
    byId("links").focus();
    say(t("The link is revoked."));
  },
  remove: async element => {
    if (!confirm(t("Leave this seminar? What you wrote stays."))) return;
    await call("DELETE", `${seminar}/members/${e(element.dataset["id"]!)}`);
    location.assign("/");
  },
  erase: async element => {
    const mine = element.dataset["me"] !== undefined;
    const name = element.dataset["name"]!;
    const goes = [
      mine ? t("Erase everything that you wrote in this seminar, private notes too, and your name?") : t("Erase everything that {name} wrote in this seminar, private notes too, and the name?", { name }),
      t("Gone for good: the words of notes, replies, tags and reasons, former wordings, and the name. Nobody can bring them back."),
      t("What stays: that there was a note, where and when; reactions; what others wrote, answers too. Copies that somebody exported, and backups made before, are not reached."),
      t("Ways back to the seat stay as they are: passkeys, links to return by, the university, an address."),
      mine ? t("You stay a member, and may take a name again.") : t("{name} stays a member where they are one: remove them as well if they shall go.", { name }),
    ];
    if (!confirm(goes.join("\n\n"))) return;
    await signedIn(() => call("POST", `${seminar}/members/${e(element.dataset["id"]!)}/erase`));
    reload(mine ? t("Your words and your name are erased.") : t("The words and the name are erased."));
  },
  seat: async () => {
    const { url, qr } = await signedIn(() => call<{ url: string; qr: string }>("POST", "/api/me/link"));
    byId<HTMLImageElement>("seat-qr").src = `data:image/svg+xml,${e(qr)}`;
    byId("seat").hidden = false;
    const field = byId<HTMLInputElement>("seat-url");
    field.value = url;
    field.focus();
    field.select();
  },
  copy: copyOnce,
  "seat-of": async element => {
    const { id, name } = element.dataset as { id: string; name: string };
    if (!confirm(`${t("Make a link to the seat of {name}?", { name })}\n\n${t("For whoever has lost their way in. Who opens it within half an hour sits at that seat, and {name} is out wherever they were signed in: give it to {name} alone. The record of this seminar says that you made it.", { name })}`)) return;
    const make = (body: object) => signedIn(() => call<{ url: string; qr: string }>("POST", `${seminar}/members/${e(id)}/seat`, body));
    let made: { url: string; qr: string };
    try {
      made = await make({});
    } catch (error) {
      if (!(error instanceof Refusal && error.code === "private-notes") || !confirm(`${sentence(error)}\n\n${t("Make the link all the same?")}`)) throw error;
      made = await make({ emptyNotebooks: true });
    }
    showOnce("made-seat", id, made.url, made.qr);
    say(t("The link for {name} is made. It is shown this once.", { name }));
  },
  "set-role": async element => {
    const choice = roleBeside(element);
    await signedIn(() => call("PATCH", `${seminar}/members/${e(choice.dataset["id"]!)}`, { role: choice.value }));
    choice.dataset["was"] = choice.value;
    choice.focus();
    element.hidden = true;
    say(t("The role is {role} now.", { role: roleNames[choice.value as Role] }));
  },
  unhide: async element => {
    await call("POST", `${documentPath(element)}/annotations/${e(element.dataset["id"]!)}/unhide`, { commandId: newId() });
    reload(t("The note is shown again."));
  },
  close: async element => {
    if (!confirm(t("Close “{title}”? Nobody can write in it until it is reopened.", { title: element.dataset["name"]! }))) return;
    await call("POST", `${documentPath(element)}/close`, { commandId: newId() });
    reload(t("The document is closed."));
  },
  reopen: async element => {
    await call("POST", `${documentPath(element)}/reopen`, { commandId: newId() });
    reload(t("The document is open again."));
  },
});

root.addEventListener("change", event => {
  const element = event.target as HTMLElement;
  if (element instanceof HTMLSelectElement && element.dataset["do"] === "role") {
    // By keys the list changes at each arrow: a role is given by the button.
    (element.nextElementSibling as HTMLElement).hidden = element.value === element.dataset["was"];
  } else if (element instanceof HTMLInputElement && element.dataset["do"] === "lock") {
    const { checked } = element;
    call("POST", `${documentPath(element)}/clauses/${e(element.dataset["id"]!)}/${checked ? "lock" : "unlock"}`, { commandId: newId() }).then(
      () => say(checked ? t("Locked.") : t("Unlocked.")),
      (error: unknown) => {
        element.checked = !checked;
        say(sentence(error));
      });
  }
});

document.getElementById("set-rules")?.addEventListener("submit", event => {
  event.preventDefault();
  const form = new FormData(event.target as HTMLFormElement);
  const names = form.get("names");
  // Where names are settled their fields are off, and send nothing.
  call("PATCH", `${seminar}/settings`, { ...(names !== null && { names }), retentionDays: Number(form.get("retentionDays")), guestsExport: form.has("guestsExport") }).then(() => reload(t("The rules are saved.")), fail);
});

document.getElementById("new-link")?.addEventListener("submit", event => {
  event.preventDefault();
  const form = new FormData(event.target as HTMLFormElement);
  const uses = form.get("maxUses");
  signedIn(() => call<{ id: string; url: string; qr?: string }>("POST", `${seminar}/invites`, { role: form.get("role"), expiresInHours: Number(form.get("expiresInHours")), ...(uses && { maxUses: Number(uses) }) })).then(async ({ id, url, qr }) => {
    const made = byId("made");
    made.hidden = false;
    made.dataset["id"] = id;
    const field = byId<HTMLInputElement>("made-url");
    field.value = url;
    field.focus();
    field.select();
    const image = byId<HTMLImageElement>("made-qr");
    image.hidden = !qr;
    if (qr) image.src = `data:image/svg+xml,${e(qr)}`;
    say(t("The link is made. It is shown this once: copy it now."));
    await refresh("links");
  }).catch(fail);
});
