// What the page says, in its language. The English sentence is the key: a page in English has no catalog at all.
import type { ComponentChildren } from "preact";

/** Translations by their English sentences (docs/languages.md); of a plural all its forms, in the order of CLDR. */
const catalog = JSON.parse(document.getElementById("words")?.textContent ?? "{}") as Readonly<Record<string, string | undefined>>;

const lang = document.documentElement.lang;
const rightToLeft = document.documentElement.dir === "rtl";

/** The page's language, in the reader's own variant of it where the browser tells one. The digits are those that points and notes are numbered by. */
export const locale = new Intl.Locale(navigator.languages.find(own => own.split("-")[0] === lang) ?? (lang || navigator.language), { numberingSystem: "latn" }).toString();

const plurals = new Intl.PluralRules(lang || "en");
const pluralForms = ["zero", "one", "two", "few", "many", "other"].filter(form => plurals.resolvedOptions().pluralCategories.includes(form as Intl.LDMLPluralRule));

const otherWay = rightToLeft ? /^[^\p{L}\u2068]*(?![\u0590-\u08ff])\p{L}/u : /^[^\p{L}\u2068]*(?=\p{L})[\u0590-\u08ff]/u;

/** What stands beside others in a line, and begins with letters of the direction that the page has not, keeps its own. */
export const isolated = (part: string | number): string => (otherWay.test(String(part)) ? `\u2068${part}\u2069` : String(part));

export type Parts = Readonly<Record<string, string | number>>;

const filledIn = (sentence: string, parts: Parts): string => sentence.replace(/\{(\w+)\}/g, (all, name: string) => (name in parts ? rightToLeft ? isolated(parts[name]!) : String(parts[name]) : all));

/** A sentence in the page's language, with what stands in its places. */
export const t = (sentence: string, parts: Parts = {}): string => filledIn(catalog[sentence] ?? sentence, parts);

/** What a refusal says: by its code where the page has words for it, else its own sentence, which is English. */
export const refused = (code: string, reason: string): string => filledIn(catalog["!" + code] ?? "{reason}", { reason });

/** The sentence that fits a number, which stands in the place {n}; the key is the English one for many. */
export function plural(n: number, one: string, many: string, parts?: Parts): string {
  const said = catalog[many]?.split(" | ");
  const chosen = said ? said[Math.min(pluralForms.indexOf(plurals.select(n)), said.length - 1)]! : n === 1 ? one : many;
  return filledIn(chosen, { n, ...parts });
}

type Woven = ComponentChildren | ((inner: ComponentChildren) => ComponentChildren);

/** A sentence with elements in it: <name>words</name> is what the part makes of the words. */
export const woven = (sentence: string, parts: Readonly<Record<string, Woven>>): ComponentChildren => weave(t(sentence), parts);

const weave = (sentence: string, parts: Readonly<Record<string, Woven>>): ComponentChildren => sentence.split(/(\{\w+\}|<\w+>.*?<\/\w+>)/).map(piece => {
  const found = /^\{(\w+)\}$|^<(\w+)>(.*)<\/\w+>$/.exec(piece);
  if (!found) return piece;
  const part = parts[(found[1] ?? found[2])!];
  return typeof part === "function" ? part(weave(found[3] ?? "", parts)) : part;
});

/** Several, one after another, each in its own direction. */
export const commas = (items: readonly string[]): string => items.map(isolated).join(t(", "));

/** "a and b". */
export const conjoined = (items: readonly string[]): string => new Intl.ListFormat(locale).format(items);
