// What a target names, as the server counts: the page itself needs it nowhere, its tests compare the two by it.
import { type AnchorFailure, resolveSpan, type Selectors } from "./anchor.js";
import { countCodePoints } from "./codepoints.js";

/** The span that a target names in its clause's text, in code points. */
export function resolveTarget(text: string, target: Selectors): { start: number; end: number } | AnchorFailure {
  const span = resolveSpan(text, target);
  if (typeof span === "string") return span;
  const start = countCodePoints(text, 0, span.start);
  return { start, end: start + countCodePoints(text, span.start, span.end) };
}
