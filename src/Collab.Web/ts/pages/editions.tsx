// Lays another edition of a text beside the first: shows how it fits, lets a person say what belongs to what, and saves.
import { signal } from "@preact/signals";
import { render } from "preact";
import { shorten } from "../model/names.js";
import { commas, plural, t } from "../text/language.js";
import { byId, call, newId, sentence } from "./common.js";
import { offerFile } from "./source.js";

interface Part { label?: string; kind: string; text: string }
interface ClauseParts { clause: string; parts: readonly number[] }
interface Aligned { title?: string; clauses: readonly Part[]; warnings: readonly string[]; alignment: readonly ClauseParts[]; fits: boolean }
interface Point { id: string; name: string; text: string }

const add = document.getElementById("add");
const parts = signal<readonly Part[]>([]);
const warnings = signal<readonly string[]>([]);
/** Where each part belongs: a point, "" where nobody has said it yet, or nowhere. */
const places = signal<readonly string[]>([]);
const fits = signal(false);
const nowhere = "nowhere";

/** A language by its own name; what is no tag of one, as it was typed. */
function nameOf(tag: string): string {
  try {
    return new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

function Parts({ points }: { points: readonly Point[] }) {
  const unsaid = places.value.filter(place => place === "").length;
  const without = points.filter(point => !places.value.includes(point.id));
  const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
  return (
    <>
      {warnings.value.length > 0 && <ul class="refusal">{warnings.value.map(warning => <li key={warning}>{warning}</li>)}</ul>}
      <p class="hint">{fits.value ? t("It fits point by point.") : t("It does not fit by itself. Say for each part to which point it belongs; several may belong to one.")}</p>
      <p class="hint" role="status">{unsaid > 0 && `${plural(unsaid, "1 of {all} parts has no place yet.", "{n} of {all} parts have no place yet.", { all: places.value.length })} `}{without.length > 0 && t("Without a text in this edition: {points}.", { points: commas(without.map(point => point.name)) })}</p>
      <ol class="fit-parts">
        {parts.value.map((part, index) => {
          const point = points.find(({ id }) => id === places.value[index]);
          return (
            <li key={index} class={places.value[index] === "" ? "unsaid" : undefined}>
              <p dir="auto" lang={byId<HTMLInputElement>("edition-language").value.trim()}>{part.label && <><bdi>{part.label}</bdi> </>}{part.text}</p>
              <p class="beside" dir="auto">{point ? point.text : ""}</p>
              <label>{t("Part {n} belongs to", { n: index + 1 })} <select value={places.value[index]} onChange={event => (places.value = places.value.with(index, event.currentTarget.value))}>
                <option value="">{t("choose…")}</option>
                {points.map(({ id, name, text }) => <option key={id} value={id}>{capital(name)}: {shorten(text, 40)}</option>)}
                <option value={nowhere}>{t("no point: leave it out")}</option>
              </select></label>
            </li>
          );
        })}
      </ol>
    </>
  );
}

function start(document: string, points: readonly Point[]): void {
  const commandId = newId();
  const path = `/api/documents/${encodeURIComponent(document)}/editions`;
  const form = byId<HTMLFormElement>("edition-form");
  const paste = byId<HTMLTextAreaElement>("paste");
  const [title, language, name] = [byId<HTMLInputElement>("title"), byId<HTMLInputElement>("edition-language"), byId<HTMLInputElement>("edition-name")];
  let whole: File | undefined;
  const say = (text: string): void => void (byId("edition-said").textContent = text);
  const failed = (error: unknown): void => {
    say(sentence(error));
    byId("edition-said").scrollIntoView({ block: "center" });
  };
  const format = (): string => new FormData(form).get("format") as string;
  /** The text as it is sent: a Word document as it is. */
  const bodyOf = (fields: Readonly<Record<string, unknown>>): unknown => {
    if (paste.value.trim() || !whole) return { ...fields, text: paste.value, format: format() };
    const data = new FormData();
    for (const [field, value] of Object.entries(fields)) data.append(field, typeof value === "string" ? value : JSON.stringify(value));
    data.append("file", whole, whole.name);
    return data;
  };
  const preview = async (): Promise<void> => {
    if (!whole && !paste.value.trim()) {
      say(t("Paste a text or choose a file first."));
      return void paste.focus();
    }
    say("");
    const aligned = await call<Aligned>("POST", `${path}/preview`, bodyOf({}));
    const placed = aligned.clauses.map(() => "");
    for (const { clause, parts } of aligned.alignment) for (const part of parts) placed[part] = clause;
    parts.value = aligned.clauses;
    places.value = placed;
    warnings.value = aligned.warnings;
    fits.value = aligned.fits;
    title.value ||= aligned.title ?? "";
    form.hidden = true;
    byId("fit").hidden = false;
    byId("fit-h").focus();
  };
  const save = async (): Promise<void> => {
    const unsaid = places.value.indexOf("");
    if (unsaid >= 0) {
      say(t("Say to which point part {n} belongs, or that it is left out.", { n: unsaid + 1 }));
      return void byId("parts").querySelectorAll("select")[unsaid]!.focus();
    }
    const alignment = points.map(({ id }) => ({ clause: id, parts: places.value.flatMap((place, part) => (place === id ? [part] : [])) }));
    const leftOut = places.value.flatMap((place, part) => (place === nowhere ? [part] : []));
    const { id } = await call<{ id: string }>("POST", path, bodyOf({ commandId, language: language.value.trim(), title: title.value.trim() || nameOf(language.value.trim()), ...(name.value.trim() && { edition: name.value.trim() }), alignment, leftOut }));
    location.assign(`/rooms/${encodeURIComponent(document)}?edition=first,${id}`);
  };
  render(<Parts points={points} />, byId("parts"));
  offerFile(byId<HTMLInputElement>("choose"), (text, name) => {
    paste.value = text;
    whole = undefined;
    const found = ([[/\.(md|markdown)$/i, "markdown"], [/\.x?html?$/i, "html"], [/\.(xml|tei|akn)$/i, "xml"]] as const).find(([ending]) => ending.test(name))?.[1];
    if (found) form.querySelector<HTMLInputElement>(`[value=${found}]`)!.checked = true;
  }, file => {
    paste.value = "";
    whole = file;
    say(t("{file} is chosen: see how it fits.", { file: file.name }));
  });
  form.addEventListener("submit", event => {
    event.preventDefault();
    preview().catch(failed);
  });
  byId("save").addEventListener("click", () => void save().catch(failed));
  byId("back").addEventListener("click", () => {
    byId("fit").hidden = true;
    form.hidden = false;
    paste.focus();
  });
}

if (add) start(add.dataset["document"]!, JSON.parse(byId("points").textContent) as Point[]);
