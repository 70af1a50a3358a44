// What moderators do about people and the pace of a text, on the page of links and people.
import { t } from "../text/language.js";
import { act, reload, say } from "./acting.js";
import { ask, filled } from "./ask.js";
import { byId, call, newId, sentence } from "./common.js";

const root = byId("manage");
const members = `/api/seminars/${encodeURIComponent(root.dataset["seminar"]!)}/members`;
const member = (element: HTMLElement): string => `${members}/${encodeURIComponent(element.dataset["id"]!)}`;
const asOf = (element: HTMLElement): number => Number(element.dataset["asof"]);

act(root, {
  mute: async element => {
    const name = element.dataset["name"]!;
    const form = await ask({ title: t("Mute {name}?", { name }), what: t("They read on and write private notes, and nothing that others see. Others are not told."), reasonFor: t("{name} reads it", { name }), yes: t("Mute"), ends: true });
    if (!form) return;
    const hours = Number(form.get("hours"));
    const until = hours ? new Date(Date.now() + hours * 3_600_000).toISOString() : undefined;
    await call("POST", `${member(element)}/mute`, { until, reason: filled(form, "reason"), notes: form.get("notes"), asOf: asOf(element) });
    reload(t("{name} is muted.", { name }));
  },
  unmute: async element => {
    await call("POST", `${member(element)}/unmute`, { asOf: asOf(element) });
    reload(t("{name} may write again.", { name: element.dataset["name"]! }));
  },
  "remove-other": async element => {
    const name = element.dataset["name"]!;
    const form = await ask({ title: t("Remove {name}?", { name }), what: t("They see nothing of what comes after, at once. You can bring them back."), reasonFor: t("it stands at the notes that are hidden"), yes: t("Remove") });
    if (!form) return;
    const query = new URLSearchParams({ notes: String(form.get("notes")), asOf: element.dataset["asof"]! });
    const reason = filled(form, "reason");
    if (reason && form.get("notes") === "hide") query.set("reason", reason);
    await call("DELETE", `${member(element)}?${query}`);
    reload(t("{name} is removed.", { name }));
  },
  restore: async element => {
    const name = element.dataset["name"]!;
    if (!confirm(element.dataset["hidden"] === undefined ? t("Bring {name} back? They are here again as they were.", { name }) : t("Bring {name} back? They are here again as they were, and what was hidden with them is shown.", { name }))) return;
    await call("POST", `${member(element)}/restore`, { asOf: asOf(element) });
    reload(t("{name} is here again.", { name }));
  },
  "set-pause": async element => {
    const choice = byId<HTMLSelectElement>(`pause-${element.dataset["document"]}`);
    const seconds = Number(choice.value);
    await call("POST", `/api/documents/${encodeURIComponent(element.dataset["document"]!)}/slow-mode`, { commandId: newId(), seconds, asOf: asOf(element) });
    reload(seconds ? t("Between two notes of one person lie {time} now.", { time: choice.selectedOptions[0]!.text }) : t("There is no pause any more."));
  },
});

root.addEventListener("change", event => {
  const element = event.target as HTMLElement;
  if (!(element instanceof HTMLInputElement) || element.dataset["do"] !== "approval") return;
  const { checked } = element;
  call("POST", `/api/documents/${encodeURIComponent(element.dataset["document"]!)}/approval`, { commandId: newId(), on: checked }).then(
    () => say(checked ? t("Notes wait for a moderator now.") : t("Notes wait no longer. What waits already stays in the queue.")),
    (error: unknown) => {
      element.checked = !checked;
      say(sentence(error));
    });
});
