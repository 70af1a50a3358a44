// What clauses, and members, are called in sentences; clauses as the server calls them (Clause.cs); a test holds the two together.
import { t } from "../text/language.js";
import type { Clause, Role, Target } from "./wire.js";

/** "point 3", "§ 12a", "the preamble", "the whole document". */
export function nameOf(clause: Pick<Clause, "kind" | "label" | "text"> | undefined): string {
  if (!clause) return t("the whole document");
  const { kind, text } = clause;
  const label = clause.label?.replace(/\.+$/, "");
  if (kind === "heading") return t("the heading “{words}”", { words: shorten(label || text, 40) });
  if (label) return standsAlone(label) ? label : t("point {label}", { label });
  return kind === "preamble" ? t("the preamble") : t("the paragraph “{words}”", { words: shorten(text, 24) });
}

/** "Article 3", "§ 12a" and "第一条" say themselves what they are; "3", "(b)" and "IV" do not. */
const standsAlone = (label: string): boolean => /\s|^§|^[^\u0000-\u007f]/u.test(label) && !/^\p{Nd}/u.test(label);

/** What a member is. */
export const roleNames: Readonly<Record<Role, string>> = { owner: t("owner"), moderator: t("moderator"), annotator: t("annotator"), reader: t("reader"), guest: t("guest") };

/** ": “the words”" of a passage, in short; nothing for a whole clause. */
export const inQuotes = (target: Pick<Target, "quote"> | undefined): string => (target?.quote ? t(": “{words}”", { words: shorten(target.quote.exact, 60) }) : "");

/** Cut at a word, with an ellipsis. */
export function shorten(text: string, length: number): string {
  const flat = text.replace(/\s+/g, " ").trim();
  if (flat.length <= length) return flat;
  const space = flat.lastIndexOf(" ", length);
  const cut = space > length / 2 ? space : length;
  return `${flat.slice(0, /[\ud800-\udbff]/.test(flat[cut - 1]!) ? cut - 1 : cut)}…`;
}

/** The number itself in what people print or type: "3" of "§ 3", "(3)", "Article 3", "point 3." */
const numberIn = (label: string): string | undefined => /[\p{L}\p{N}]+(?:[.-][\p{L}\p{N}]+)*(?=[^\p{L}\p{N}]*$)/u.exec(label.toLowerCase())?.[0];

/** The clause that somebody means who types a label, a number, or a name. */
export function findClause<C extends Pick<Clause, "kind" | "label" | "text">>(clauses: readonly C[], typed: string): C | undefined {
  const words = typed.trim().toLowerCase();
  if (!words) return undefined;
  const number = numberIn(words);
  return clauses.find(clause => clause.label?.toLowerCase() === words || nameOf(clause).toLowerCase() === words)
    ?? clauses.find(clause => clause.label && clause.kind !== "heading" && numberIn(clause.label) === number)
    ?? clauses.find(clause => clause.label && numberIn(clause.label) === number)
    ?? clauses.find(clause => clause.kind === words);
}
