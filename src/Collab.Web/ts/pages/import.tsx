// Splits a text into clauses, lets them be mended, and saves.
import { signal } from "@preact/signals";
import { render } from "preact";
import { plural, t, woven } from "../text/language.js";
import { byId, call, newId, sentence } from "./common.js";
import { offerFile, takeText } from "./source.js";

interface Draft { label?: string; kind: string; level: number; text: string }
interface Line extends Draft { key: number }
interface Preview { title?: string; metadata: Record<string, string>; clauses: Draft[]; warnings: string[] }

const kinds: Readonly<Record<string, string>> = { preamble: t("preamble"), heading: t("heading"), point: t("point"), paragraph: t("paragraph"), note: t("note") };
const clauses = signal<readonly Line[]>([]);
const warnings = signal<readonly string[]>([]);
// Sent again after a lost answer, neither the seminar nor the document is made twice.
const [commandId, seminarCommandId] = [newId(), newId()];
let next = 0;
let name = "";
// A Word document is no text: it is sent as it is.
let whole: File | undefined;

const paste = byId<HTMLTextAreaElement>("paste");
const form = byId<HTMLFormElement>("import");
const seminar = byId<HTMLSelectElement>("seminar");
const title = byId<HTMLInputElement>("title");
const say = (text: string): void => void (byId("import-said").textContent = text);
const format = (): string => new FormData(form).get("format") as string;

const endings: readonly [RegExp, string][] = [[/\.(md|markdown)$/i, "markdown"], [/\.x?html?$/i, "html"], [/\.(xml|tei|akn)$/i, "xml"]];

function take(text: string, file: string): void {
  paste.value = text;
  name = file;
  whole = undefined;
  const format = endings.find(([ending]) => ending.test(file))?.[1];
  if (format) form.querySelector<HTMLInputElement>(`[value=${format}]`)!.checked = true;
}

function takeWhole(file: File): void {
  paste.value = "";
  name = file.name;
  whole = file;
  say(t("{file} is chosen: see how it splits.", { file: file.name }));
}

function formOf(file: File, fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [field, value] of Object.entries(fields)) data.append(field, value);
  data.append("file", file, file.name);
  return data;
}

async function newSeminar(): Promise<string> {
  const { id } = await call<{ id: string }>("POST", "/api/seminars", { commandId: seminarCommandId, title: title.value.trim() || t("My seminar") });
  seminar.add(new Option(title.value.trim() || t("My seminar"), id, true, true), 0);
  return id;
}

async function preview(): Promise<void> {
  const file = paste.value.trim() ? undefined : whole;
  if (!file && !paste.value.trim()) {
    say(t("Paste a text or choose a file first."));
    return void paste.focus();
  }
  say("");
  const split = await call<Preview>("POST", "/api/preview", file ? formOf(file, {}) : { text: paste.value, format: format() });
  clauses.value = split.clauses.map(clause => ({ ...clause, key: next++ }));
  warnings.value = split.warnings;
  title.value = split.title ?? name.replace(/\.[a-z]+$/i, "");
  byId("import-source").hidden = true;
  byId("split").hidden = false;
  byId("split-h").focus();
}

async function save(): Promise<void> {
  if (clauses.value.length === 0) return say(t("There is nothing to save: go back to the text."));
  if (!title.value.trim()) {
    say(t("Give it a title."));
    return void title.focus();
  }
  const at = seminar.value || await newSeminar();
  const mended = clauses.value.map(({ label, kind, level, text }) => ({ ...(label && { label }), kind, level, text }));
  const file = paste.value.trim() ? undefined : whole;
  const { id } = await call<{ id: string }>("POST", `/api/seminars/${encodeURIComponent(at)}/documents`, file
    ? formOf(file, { commandId, title: title.value.trim(), clauses: JSON.stringify(mended) })
    : { commandId, title: title.value.trim(), text: paste.value, format: format(), clauses: mended });
  location.assign(`/rooms/${encodeURIComponent(id)}`);
}

function change(key: number, part: Partial<Draft>): void {
  clauses.value = clauses.value.map(clause => (clause.key === key ? { ...clause, ...part } : clause));
}

function joinPrevious(index: number): void {
  const [before, line] = [clauses.value[index - 1]!, clauses.value[index]!];
  clauses.value = clauses.value.toSpliced(index - 1, 2, { ...before, text: `${before.text} ${line.text}` });
}

function splitAt(index: number): void {
  const line = clauses.value[index]!;
  const caret = byId<HTMLTextAreaElement>(`text-${line.key}`).selectionStart;
  const [first, second] = [line.text.slice(0, caret).trim(), line.text.slice(caret).trim()];
  if (!first || !second) return say(t("Put the caret where the second part begins, then press Split."));
  say("");
  clauses.value = clauses.value.toSpliced(index, 1, { ...line, text: first }, { kind: line.kind === "heading" ? "paragraph" : line.kind, level: line.level, text: second, key: next++ });
}

function Clauses() {
  return (
    <>
      {warnings.value.length > 0 && <ul class="refusal">{warnings.value.map(warning => <li key={warning}>{warning}</li>)}</ul>}
      <p class="hint">{plural(clauses.value.length, "{n} parts. Readers cite them by their labels; what you mend here is what is saved.", "{n} parts. Readers cite them by their labels; what you mend here is what is saved.")}</p>
      {clauses.value.map((line, index) => {
        const which = line.label ? `${kinds[line.kind]} ${line.label}` : t("{kind}, part {n}", { kind: kinds[line.kind]!, n: index + 1 });
        return (
          <div class={`split-clause ${line.kind}`} key={line.key} role="group" aria-label={which}>
            <div class="row">
              <label>{t("Label")} <input name="label" dir="auto" value={line.label ?? ""} maxLength={64} onInput={event => change(line.key, { label: event.currentTarget.value.trim() || undefined })} /></label>
              <label>{t("Kind")} <select value={line.kind} onChange={event => change(line.key, { kind: event.currentTarget.value })}>{Object.entries(kinds).map(([kind, name]) => <option key={kind} value={kind}>{name}</option>)}</select></label>
              <label>{t("Level")} <input name="level" type="number" min={1} max={32} value={line.level + 1} onInput={event => change(line.key, { level: Math.max(1, Math.min(32, event.currentTarget.valueAsNumber || 1)) - 1 })} /></label>
              {index > 0 && <button type="button" onClick={() => joinPrevious(index)}>{t("Join with the one before")}</button>}
              <button type="button" onClick={() => splitAt(index)}>{t("Split at the caret")}</button>
              <button type="button" onClick={() => (clauses.value = clauses.value.toSpliced(index, 1))}>{woven("Delete<which> {part}</which>", { which: words => <span class="vh">{words}</span>, part: which })}</button>
            </div>
            <label class="vh" for={`text-${line.key}`}>{t("Text of {part}", { part: which })}</label>
            <textarea dir="auto" id={`text-${line.key}`} rows={2} value={line.text} onInput={event => change(line.key, { text: event.currentTarget.value })} />
          </div>
        );
      })}
    </>
  );
}

const failed = (error: unknown): void => {
  say(sentence(error));
  byId("import-said").scrollIntoView({ block: "center" });
};

render(<Clauses />, byId("clauses"));
offerFile(byId<HTMLInputElement>("choose"), take, takeWhole);
form.addEventListener("submit", event => {
  event.preventDefault();
  preview().catch(failed);
});
byId("save").addEventListener("click", () => void save().catch(failed));
byId("back").addEventListener("click", () => {
  byId("split").hidden = true;
  byId("import-source").hidden = false;
  paste.focus();
});
const carried = takeText();
if (paste.dataset["sent"] !== undefined) preview().catch(failed);
else if (carried) {
  take(carried.text, carried.name);
  preview().catch(failed);
}
