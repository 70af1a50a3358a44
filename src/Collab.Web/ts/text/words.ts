// Where words and sentences begin and end, for picking a passage with the keyboard. UTF-16 units.

export interface Extent { start: number; end: number }

/** The words of a text, without the spaces and punctuation between them. */
export function words(text: string, language?: string): Extent[] {
  const segmenter = segment("word", language);
  if (segmenter) {
    return [...segmenter.segment(text)].filter(part => part.isWordLike).map(part => ({ start: part.index, end: part.index + part.segment.length }));
  }
  return [...text.matchAll(/[\p{L}\p{M}\p{N}_]+(?:['’\-‑][\p{L}\p{M}\p{N}]+)*/gu)].map(found => ({ start: found.index, end: found.index + found[0].length }));
}

/** The sentences of a text, without the space after each. */
export function sentences(text: string, language?: string): Extent[] {
  const segmenter = segment("sentence", language);
  const parts = segmenter
    ? [...segmenter.segment(text)].map(part => ({ start: part.index, end: part.index + part.segment.length }))
    : [...text.matchAll(/[^.!?…]*(?:[.!?…]+["'”’)\]]*(?=\s|$)|[.!?…](?=\S)|$)\s*/gu)].map(found => ({ start: found.index, end: found.index + found[0].length }));
  return parts.map(part => trimmed(text, part)).filter(part => part.end > part.start);
}

/** The index, among extents in order, of the one at or after a position; the last one where there is none. -1 of an empty list. */
export function extentAt(extents: readonly Extent[], position: number): number {
  const found = extents.findIndex(extent => extent.end > position);
  return found >= 0 ? found : extents.length - 1;
}

/** Where the caret goes: the start of the next word (forward), or of this or the one before it (backward). */
export function wordStep(text: string, position: number, direction: 1 | -1, language?: string): number {
  const starts = words(text, language).map(word => word.start);
  if (direction > 0) return starts.find(start => start > position) ?? text.length;
  return starts.findLast(start => start < position) ?? 0;
}

function segment(granularity: "word" | "sentence", language?: string): Intl.Segmenter | undefined {
  return typeof Intl !== "undefined" && "Segmenter" in Intl ? new Intl.Segmenter(language, { granularity }) : undefined;
}

function trimmed(text: string, extent: Extent): Extent {
  const part = text.slice(extent.start, extent.end);
  const start = extent.start + (part.length - part.trimStart().length);
  return { start, end: Math.max(start, extent.start + part.trimEnd().length) };
}
