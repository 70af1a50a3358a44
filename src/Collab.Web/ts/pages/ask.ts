// A question before an act: what will happen, a reason, and what there is to choose. The page brings the dialog; Escape is No.
import { t } from "../text/language.js";
import { byId } from "./common.js";

export interface Question {
  title: string;
  /** What will happen. */
  what: string;
  /** Who reads the reason. */
  reasonFor: string;
  yes: string;
  /** Whether an end is asked for. */
  ends?: boolean;
}

/** What was filled in; undefined where the reader thought better of it. */
export function ask({ title, what, reasonFor, yes, ends = false }: Question): Promise<FormData | undefined> {
  const dialog = byId<HTMLDialogElement>("ask");
  const form = dialog.querySelector("form")!;
  form.reset();
  byId("ask-h").textContent = title;
  byId("ask-what").textContent = what;
  byId("ask-for").textContent = t("({who}; you may leave it empty)", { who: reasonFor });
  byId("ask-yes").textContent = yes;
  const until = document.getElementById("ask-until");
  if (until) until.hidden = !ends;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise(done => dialog.addEventListener("close", () => done(dialog.returnValue === "yes" ? new FormData(form) : undefined), { once: true }));
}

/** A field of the form; undefined where it is empty. */
export const filled = (form: FormData, name: string): string | undefined => String(form.get(name) ?? "").trim() || undefined;
