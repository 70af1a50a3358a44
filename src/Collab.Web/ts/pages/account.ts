// One's own account: each button is one call of the API; the part of the page that it changed is then read again from the server.
import { t } from "../text/language.js";
import { act, copyOnce, fail, hideOnce, refresh, reload, say, showOnce } from "./acting.js";
import { byId, call, sentence } from "./common.js";
import { Refusal } from "../model/wire.js";
import { addPasskey, hasPasskeys, signedIn } from "./passkey.js";

const e = encodeURIComponent;

/** The list as the server has it now, with the focus on it: the button that was pressed is gone. */
async function changed(list: string, text: string): Promise<void> {
  await refresh(list);
  byId(list).focus();
  say(text);
}

act(byId("account"), {
  copy: copyOnce,
  leave: async () => {
    if (!confirm(t("Sign out in this browser? You come back by a link of yours or a passkey. Without one of them your seats here are lost to you."))) return;
    const answer = await fetch("/api/leave-session", { method: "POST" }).catch(() => Promise.reject(Refusal.unreachable()));
    if (!answer.ok) {
      const refusal = await Refusal.fromHttp(answer);
      // Where a full disk keeps the session from ending, this browser is signed out all the same.
      if (!answer.headers.has("signed-out")) throw refusal;
      alert(refusal.message);
    }
    location.assign("/");
  },
  disconnect: async () => {
    if (!confirm(t("Disconnect the university? You no longer come in by it; your seats stay."))) return;
    try {
      await signedIn(() => call("DELETE", "/api/me/university"));
    } catch (error) {
      if (!(error instanceof Refusal && error.code === "only-way-back")) throw error;
      if (!confirm(`${error.message} ${t("Disconnect it all the same?")}`)) return;
      await call("DELETE", "/api/me/university?confirm=true");
    }
    reload(t("The university is disconnected."));
  },
  "end-session": async element => {
    await signedIn(() => call("DELETE", `/api/sessions/${e(element.dataset["id"]!)}`));
    await changed("sessions", t("You are signed out there."));
  },
  "end-others": async () => {
    if (!confirm(t("Sign out everywhere but here? What is not sent yet stays in those browsers."))) return;
    await signedIn(() => call("DELETE", "/api/sessions"));
    await changed("sessions", t("You are signed in only here."));
  },
  "rename-passkey": async element => {
    const name = prompt(t("The new name of this passkey"), element.dataset["name"])?.trim();
    if (!name) return;
    await call("PATCH", `/api/passkeys/${e(element.dataset["id"]!)}`, { name });
    await changed("passkeys", t("The passkey is renamed."));
  },
  "remove-passkey": async element => {
    if (!confirm(t("Remove “{name}”? It lets nobody in from then on. Delete it on your device too.", { name: element.dataset["name"]! }))) return;
    const passkey = `/api/passkeys/${e(element.dataset["id"]!)}`;
    try {
      await signedIn(() => call("DELETE", passkey));
    } catch (error) {
      // Who has lost the only one cannot show it. Whether there is another thing to show, the server knows.
      if (error instanceof Refusal && error.code !== "sign-in-again" || document.querySelectorAll("[data-do=remove-passkey]").length > 1) throw error;
      if (!confirm(`${sentence(error)} ${t("Have you lost it? It can be removed all the same: then you are signed out everywhere, here too, and come back by a link to return by or by one from an owner.")}`)) throw error;
      await call("DELETE", `${passkey}?lost=true`);
      return location.assign("/");
    }
    await changed("passkeys", t("The passkey is removed."));
  },
  "revoke-link": async element => {
    if (!confirm(t("Revoke this link? It opens nothing from then on. Where you came in by it you stay signed in: see the list above."))) return;
    const id = element.dataset["id"]!;
    await signedIn(() => call("DELETE", `/api/me/links/${e(id)}`));
    hideOnce("made-link", id);
    await changed("links", t("The link is revoked."));
  },
  "remove-address": async () => {
    if (!confirm(t("Remove the address? No links are mailed there from then on."))) return;
    await signedIn(() => call("DELETE", "/api/me/address"));
    await changed("address", t("The address is removed."));
  },
  "revoke-token": async element => {
    if (!confirm(t("Revoke “{name}”? The program that uses it is refused from then on.", { name: element.dataset["name"]! }))) return;
    const id = element.dataset["id"]!;
    await call("DELETE", `/api/tokens/${e(id)}`);
    hideOnce("made-token", id);
    await changed("tokens", t("The token is revoked."));
  },
});

function onSubmit(id: string, send: (form: FormData, element: HTMLFormElement) => Promise<void>): void {
  byId<HTMLFormElement>(id).addEventListener("submit", event => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    send(new FormData(form), form).catch(fail);
  });
}

onSubmit("rename", async form => {
  await call("PATCH", "/api/me", { displayName: form.get("displayName") });
  reload(t("You are renamed."));
});

if (document.getElementById("new-passkey")) {
  byId(hasPasskeys() ? "new-passkey" : "no-passkeys").hidden = false;
  onSubmit("new-passkey", async form => {
    await addPasskey(String(form.get("name")).trim());
    // Who had to sign in for it may be another now.
    reload(t("The passkey is added."));
  });
}

onSubmit("new-link", async form => {
  const { id, url, qr } = await signedIn(() => call<{ id: string; url: string; qr: string }>("POST", "/api/me/links", { days: Number(form.get("days")) }));
  showOnce("made-link", id, url, qr);
  say(t("The link is made. It is shown this once: copy it now."));
  await refresh("links");
});

if (document.getElementById("give-address")) {
  onSubmit("give-address", async (form, element) => {
    await signedIn(() => call("POST", "/api/me/address", { address: form.get("address") }));
    element.reset();
    say(t("A link is on its way to that address. Open it within 15 minutes to confirm it; until then nothing is changed."));
  });
}
// What is to be typed again depends on what is to go.
const scope = byId<HTMLSelectElement>("erase-scope");
const showWord = (): void => {
  byId("erase-word").textContent = scope.selectedOptions[0]!.dataset["word"]!;
};
scope.addEventListener("change", showWord);
showWord();

onSubmit("erase-words", async form => {
  const seminar = form.get("seminar");
  await signedIn(() => call("POST", "/api/me/erase", { scope: seminar ? "seminar" : "everything", ...(seminar && { seminar }), confirm: form.get("confirm") }));
  if (seminar) reload(t("What you wrote there is erased, and your name."));
  else location.assign("/");
});

onSubmit("new-token", async (form, element) => {
  const scopes = form.getAll("scopes"), seminar = form.get("seminar"), days = form.get("expiresInDays");
  if (scopes.length === 0) {
    say(t("Tick at least one thing that the token may do."));
    element.querySelector<HTMLInputElement>("[name=scopes]")!.focus();
    return;
  }
  const asked = { name: form.get("name"), scopes, ...(seminar && { seminar }), ...(days && { expiresInDays: Number(days) }) };
  const { id, token } = await signedIn(() => call<{ id: string; token: string }>("POST", "/api/tokens", asked));
  element.reset();
  showOnce("made-token", id, token);
  say(t("The token is made. It is shown this once: copy it now."));
  await refresh("tokens");
});
