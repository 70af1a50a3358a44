// Selectors count Unicode code points; JavaScript strings count UTF-16 units. No normalization anywhere.

// A search in native code: almost every clause has none, and then the two counts are one.
const astral = /[\ud800-\udbff]/;

function isPair(text: string, at: number): boolean {
  const high = text.charCodeAt(at);
  if (high < 0xd800 || high > 0xdbff) return false;
  const low = text.charCodeAt(at + 1);
  return low >= 0xdc00 && low <= 0xdfff;
}

/** True where a UTF-16 index stands between the two halves of one code point. */
export function splits(text: string, at: number): boolean {
  return at > 0 && at < text.length && isPair(text, at - 1);
}

/** Code points in text[from, to) of UTF-16 units. */
export function countCodePoints(text: string, from = 0, to = text.length): number {
  if (!astral.test(text)) return to - from;
  let count = 0;
  for (let at = from; at < to; at += isPair(text, at) && at + 1 < to ? 2 : 1) count++;
  return count;
}

/** The UTF-16 index of a code point; -1 where the text is shorter. A position equal to the count is the end. */
export function toUtf16(text: string, codePoint: number, from = 0): number {
  if (codePoint < 0 || !Number.isInteger(codePoint)) return -1;
  if (!astral.test(text)) return codePoint <= text.length - from ? from + codePoint : -1;
  let at = from;
  for (let left = codePoint; left > 0; left--) {
    if (at >= text.length) return -1;
    at += isPair(text, at) ? 2 : 1;
  }
  return at;
}
