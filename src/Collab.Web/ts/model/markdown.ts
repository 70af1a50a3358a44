// Markdown of notes to Preact nodes, by a whitelist: p, strong, em, del, code, pre, blockquote, ul, ol, li, a, br. No HTML is
// ever made or parsed: raw HTML is literal text, an image is a link, a heading a bold paragraph. The server's Markdig is set to
// the same: no HTML, the same elements, links to http, https and mailto only.
import { type ComponentChildren, h } from "preact";
import { parseMarkdown } from "./blocks.js";
import type { Piece } from "./spans.js";

const deepestShown = 40;

/** The nodes to show for a body's text. */
export function renderMarkdown(text: string): ComponentChildren {
  try {
    return nodes(parseMarkdown(text), 0);
  } catch {
    // Nested beyond the stack, which the server refuses to store: shown as it was typed.
    return h("p", null, text);
  }
}

/** The text alone, in one line: for excerpts, announcements and the filter. */
export function plainText(text: string): string {
  try {
    return plain(parseMarkdown(text)).replace(/\s+/gu, " ").trim();
  } catch {
    return text;
  }
}

/** The address, where it is one that a note may link to: absolute, http, https or mailto. */
export function safeHref(href: string): string | undefined {
  try {
    const url = new URL(href.trim());
    return url.protocol === "http:" || url.protocol === "https:" || url.protocol === "mailto:" ? url.href : undefined;
  } catch {
    return undefined;
  }
}

function nodes(pieces: readonly Piece[], depth: number): ComponentChildren[] {
  return pieces.map((piece, key) => {
    if (typeof piece === "string") return piece;
    if (depth > deepestShown) return plain([piece]);
    const children = nodes(piece.children, depth + 1);
    if (piece.tag !== "a") return h(piece.tag, { key, ...(piece.start !== undefined && piece.start !== 1 ? { start: piece.start } : {}) }, children);
    const href = safeHref(piece.href!);
    return href === undefined ? children : h("a", { key, href, rel: "noopener noreferrer", target: "_blank" }, children);
  });
}

function plain(pieces: readonly Piece[]): string {
  return pieces.map(piece => {
    if (typeof piece === "string") return piece;
    if (piece.tag === "br") return " ";
    const words = plain(piece.children);
    return /^(?:p|pre|li|blockquote)$/.test(piece.tag) ? ` ${words} ` : words;
  }).join("");
}
