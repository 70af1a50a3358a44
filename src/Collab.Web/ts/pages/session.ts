// What a moderator does on a session's page: closing and reopening the text, and opening the next session.
import { t } from "../text/language.js";
import { act, fail, reload } from "./acting.js";
import { byId, call, newId } from "./common.js";

const { document: id = "", members = "" } = byId("session").dataset;
const path = (document: string, what: string): string => `/api/documents/${encodeURIComponent(document)}/${what}`;

async function change(what: "close" | "reopen", said: string): Promise<void> {
  await call("POST", path(id, what), { commandId: newId() });
  reload(said);
}

act(byId("session"), {
  close: () => change("close", t("The text is closed.")),
  reopen: () => change("reopen", t("Everybody can write in the text again.")),
});

const text = document.getElementById("next-text") as HTMLSelectElement | null;

/** What the last session over the chosen text left of its agenda can begin this one. */
function offer(): void {
  const left = text!.selectedOptions[0]?.dataset["left"] ?? "";
  byId("carry").hidden = left === "";
  byId("carry").querySelector("span")!.textContent = left;
}

if (text) {
  offer();
  text.addEventListener("change", offer);
}

document.getElementById("next")?.addEventListener("submit", event => {
  event.preventDefault();
  const form = new FormData(event.currentTarget as HTMLFormElement);
  const next = String(form.get("document"));
  const title = String(form.get("title")).trim();
  call<{ seq: number }>("POST", path(next, "session/open"), { commandId: newId(), ...(title && { title }), ...(form.has("carryOver") && !byId("carry").hidden && { carryOver: true }) }).then(({ seq }) => {
    try {
      // The room names those of them who are not there yet.
      localStorage.setItem("collab.last-time", JSON.stringify({ document: next, seq, members: members.split(" ").filter(Boolean) }));
    } catch { /* Then nobody is named. */ }
    location.assign(`/rooms/${encodeURIComponent(next)}`);
  }).catch(fail);
});
