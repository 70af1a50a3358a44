// The moderators' queue: each button is one call of the API, which names the state that is seen here. The page is then read again.
import { t } from "../text/language.js";
import { act, reload } from "./acting.js";
import { ask, filled, type Question } from "./ask.js";
import { byId, call, newId } from "./common.js";

const row = (element: HTMLElement): DOMStringMap => element.closest<HTMLElement>("li[data-id]")!.dataset;

async function decide(element: HTMLElement, verb: string, more: object, said: string): Promise<void> {
  const { document, id, asof, seq } = row(element);
  const asOf = Number(verb === "hide" || verb === "unhide" ? seq : asof);
  await call("POST", `/api/documents/${encodeURIComponent(document!)}/annotations/${encodeURIComponent(id!)}/${verb}`, { commandId: newId(), asOf, ...more });
  reload(said);
}

const asking = (verb: string, question: (name: string) => Question, said: string) => async (element: HTMLElement): Promise<void> => {
  const form = await ask(question(row(element)["name"]!));
  if (form) await decide(element, verb, { reason: filled(form, "reason") }, said);
};

act(byId("queue"), {
  reload: async () => location.reload(),
  approve: element => decide(element, "approve", {}, t("Approved. It stands in the text now.")),
  "approve-without": element => decide(element, "approve", { withoutStance: true }, t("Approved without its stance. It stands in the text now.")),
  reject: asking("reject", name => ({ title: t("Reject {note}?", { note: name }), what: t("Nobody else will see it. Its author keeps it, and reads that it was rejected."), reasonFor: t("its author reads it"), yes: t("Reject") }), t("Rejected.")),
  hide: asking("hide", name => ({ title: t("Hide {note}?", { note: name }), what: t("Its words are taken from everyone but its author and moderators. All see that it was hidden."), reasonFor: t("everybody reads it"), yes: t("Hide") }), t("Hidden.")),
  dismiss: asking("dismiss", name => ({ title: t("Dismiss the flags of {note}?", { note: name }), what: t("The note stays as it is. Nobody is told; if somebody else flags it, it comes back."), reasonFor: t("moderators read it"), yes: t("Dismiss") }), t("Dismissed.")),
  "undo-rejected": element => decide(element, "reject", { on: false }, t("It waits again.")),
  "undo-dismissed": element => decide(element, "dismiss", { on: false }, t("The flags are in the queue again.")),
  "undo-hidden": element => decide(element, "unhide", {}, t("The note is shown again.")),
});
