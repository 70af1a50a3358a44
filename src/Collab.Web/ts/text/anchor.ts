// Finds the passage that selectors name, exactly: no normalization, no guess. Collab.Domain's Anchoring follows the same
// rules, in the same order; a test compares the two on generated input.
import type { Target } from "../model/wire.js";
import { countCodePoints, splits, toUtf16 } from "./codepoints.js";

/** Code points of context kept on each side of a quote. */
export const contextLength = 32;

export type AnchorFailure = "quote-not-found" | "ambiguous" | "position-out-of-range" | "selectors-disagree";

/** A span of a clause's text, in UTF-16 units; `whole` where the target names the clause and no passage. */
export interface Span { start: number; end: number; whole?: true }

export type Selectors = Pick<Target, "quote" | "position">;

/** The span that a target names in its clause's text, in UTF-16 units. */
export function resolveSpan(text: string, target: Selectors): Span | AnchorFailure {
  const { quote, position } = target;
  if (!quote && !position) return { start: 0, end: text.length, whole: true };
  let at = -1;
  let end = -1;
  if (position) {
    at = toUtf16(text, position.start);
    end = toUtf16(text, position.end);
    if (at < 0 || end < 0 || end <= at) return "position-out-of-range";
  }
  if (!quote) return { start: at, end };
  if (quote.exact.length === 0) return "quote-not-found";
  if (position) {
    const agree = text.slice(at, end) === quote.exact && contextFits(text, quote, at);
    return agree ? { start: at, end } : "selectors-disagree";
  }
  let found = -1;
  for (let next = occurrence(text, quote.exact, 0); next >= 0; next = occurrence(text, quote.exact, next + 1)) {
    if (!contextFits(text, quote, next)) continue;
    if (found >= 0) return "ambiguous";
    found = next;
  }
  return found < 0 ? "quote-not-found" : { start: found, end: found + quote.exact.length };
}

/**
 * A target for the UTF-16 range of a clause's text: quote, 32 code points of context on each side, and position.
 * A range that would split a code point is widened to hold it. An empty range is the whole clause.
 */
export function describe(clause: string, text: string, start: number, end: number, revision?: number, edition?: string): Target {
  const target: Target = { clause };
  if (revision !== undefined) target.revision = revision;
  let from = Math.max(0, Math.min(start, end));
  let to = Math.min(text.length, Math.max(start, end));
  if (from >= to) return target;
  if (splits(text, from)) from--;
  if (splits(text, to)) to++;
  if (edition) target.edition = edition;
  const first = countCodePoints(text, 0, from);
  const suffixEnd = toUtf16(text, contextLength, to);
  target.quote = {
    exact: text.slice(from, to),
    prefix: text.slice(toUtf16(text, Math.max(0, first - contextLength)), from),
    suffix: suffixEnd < 0 ? text.slice(to) : text.slice(to, suffixEnd),
  };
  target.position = { start: first, end: first + countCodePoints(text, from, to) };
  return target;
}

/** Without the space at a selection's ends, which a double click takes along. Empty where there is nothing else. */
export function trimRange(text: string, start: number, end: number): Span {
  let from = start;
  let to = end;
  while (from < to && /\s/u.test(text[from]!)) from++;
  while (to > from && /\s/u.test(text[to - 1]!)) to--;
  return { start: from, end: to };
}

function contextFits(text: string, quote: NonNullable<Target["quote"]>, start: number): boolean {
  return (quote.prefix === undefined || text.slice(0, start).endsWith(quote.prefix))
    && (quote.suffix === undefined || text.startsWith(quote.suffix, start + quote.exact.length));
}

/** The next occurrence that begins and ends between code points. */
function occurrence(text: string, exact: string, from: number): number {
  for (let at = text.indexOf(exact, from); at >= 0; at = text.indexOf(exact, at + 1)) {
    if (!splits(text, at) && !splits(text, at + exact.length)) return at;
  }
  return -1;
}
