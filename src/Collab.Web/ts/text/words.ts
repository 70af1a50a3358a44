// Where sentences begin and end, for picking a passage with the keyboard. UTF-16 units.

export interface Extent { start: number; end: number }

/** The sentences of a text, without the space after each. */
export function sentences(text: string, language?: string): Extent[] {
  const segmenter = "Segmenter" in Intl ? new Intl.Segmenter(language, { granularity: "sentence" }) : undefined;
  const parts = segmenter
    ? [...segmenter.segment(text)].map(part => ({ start: part.index, end: part.index + part.segment.length }))
    : [...text.matchAll(/[^.!?…]*(?:[.!?…]+["'”’)\]]*(?=\s|$)|[.!?…](?=\S)|$)\s*/gu)].map(found => ({ start: found.index, end: found.index + found[0].length }));
  return parts.map(part => trimmed(text, part)).filter(part => part.end > part.start);
}

function trimmed(text: string, extent: Extent): Extent {
  const part = text.slice(extent.start, extent.end);
  const start = extent.start + (part.length - part.trimStart().length);
  return { start, end: Math.max(start, extent.start + part.trimEnd().length) };
}
