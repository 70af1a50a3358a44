// Markdown of notes to Preact nodes, by a whitelist: p, strong, em, del, code, pre, blockquote, ul, ol, li, a, br. No HTML is
// ever made or parsed: raw HTML is literal text, an image is a link, a heading a bold paragraph. The server's Markdig is set to
// the same: no HTML, the same elements, links to http, https and mailto only.
import { Marked, type Token, type Tokens } from "marked";
import { type ComponentChildren, h } from "preact";

const deepest = 40;

// Tables are not on the list: returning undefined means "no table here", and it stays a paragraph.
const marked = new Marked({ gfm: true, breaks: false, tokenizer: { table: () => undefined } });

/** The nodes to show for a body's text. */
export function renderMarkdown(text: string): ComponentChildren {
  try {
    return blocks(marked.lexer(text), 0);
  } catch {
    // Nested beyond the stack, which the server refuses to store: shown as it was typed.
    return h("p", null, text);
  }
}

/** The text alone, in one line: for excerpts, announcements and the filter. */
export function plainText(text: string): string {
  try {
    return plain(marked.lexer(text), 0).replace(/\s+/gu, " ").trim();
  } catch {
    return text;
  }
}

/** The address, where it is one that a note may link to: absolute, http, https or mailto. */
export function safeHref(href: string): string | undefined {
  try {
    const url = new URL(decodeEntities(href).trim());
    return url.protocol === "http:" || url.protocol === "https:" || url.protocol === "mailto:" ? url.href : undefined;
  } catch {
    return undefined;
  }
}

function blocks(tokens: readonly Token[], depth: number): ComponentChildren[] {
  return tokens.map((token, index) => block(token, depth, index));
}

function block(token: Token, depth: number, key: number): ComponentChildren {
  if (depth > deepest) return token.raw;
  switch (token.type) {
    case "space":
    case "def":
      return null;
    case "paragraph":
      return h("p", { key }, inline(token.tokens ?? [], depth + 1));
    case "heading":
      return h("p", { key }, h("strong", null, inline(token.tokens ?? [], depth + 1)));
    case "code":
      return h("pre", { key }, h("code", null, (token as Tokens.Code).text));
    case "blockquote":
      return h("blockquote", { key }, blocks(token.tokens ?? [], depth + 1));
    case "list": {
      const list = token as Tokens.List;
      const items = list.items.map((item, index) => h("li", { key: index }, blocks(item.tokens, depth + 1)));
      if (!list.ordered) return h("ul", { key }, items);
      return h("ol", typeof list.start === "number" && list.start !== 1 ? { key, start: list.start } : { key }, items);
    }
    case "html":
    case "hr":
      return h("p", { key }, token.raw.trim());
    default:
      // A tight list's text, a task's box: inline content standing alone.
      return inline([token], depth + 1);
  }
}

function inline(tokens: readonly Token[], depth: number): ComponentChildren[] {
  return tokens.map((token, index) => span(token, depth, index));
}

function span(token: Token, depth: number, key: number): ComponentChildren {
  if (depth > deepest) return token.raw;
  switch (token.type) {
    case "text":
      return "tokens" in token && token.tokens ? inline(token.tokens, depth + 1) : decodeEntities((token as Tokens.Text).text);
    case "escape":
      return (token as Tokens.Escape).text;
    case "strong":
    case "em":
    case "del":
      return h(token.type, { key }, inline(token.tokens ?? [], depth + 1));
    case "codespan":
      return h("code", { key }, (token as Tokens.Codespan).text);
    case "br":
      return h("br", { key });
    case "link": {
      const link = token as Tokens.Link;
      return anchor(link.href, inline(link.tokens, depth + 1), key);
    }
    case "image": {
      const image = token as Tokens.Image;
      return anchor(image.href, decodeEntities(image.text) || image.href, key);
    }
    default:
      return token.raw;
  }
}

function anchor(href: string, children: ComponentChildren, key: number): ComponentChildren {
  const safe = safeHref(href);
  return safe === undefined ? children : h("a", { key, href: safe, rel: "noopener noreferrer", target: "_blank" }, children);
}

function plain(tokens: readonly Token[], depth: number): string {
  return tokens.map(token => {
    if (depth > deepest) return token.raw;
    if (token.type === "list") return (token as Tokens.List).items.map(item => plain(item.tokens, depth + 1)).join(" ");
    if (token.type === "space" || token.type === "br") return " ";
    if (token.type === "def") return "";
    if ("tokens" in token && token.tokens) return plain(token.tokens, depth + 1) + (token.type === "paragraph" ? " " : "");
    if (token.type === "code" || token.type === "codespan" || token.type === "escape") return (token as Tokens.Code).text;
    if (token.type === "text") return decodeEntities((token as Tokens.Text).text);
    return token.type === "image" ? (token as Tokens.Image).text : token.raw;
  }).join("");
}

const named: Readonly<Record<string, string>> = {
  amp: "&", lt: "<", gt: ">", quot: "\"", apos: "'", nbsp: " ", ndash: "–", mdash: "—", hellip: "…", lsquo: "‘", rsquo: "’", ldquo: "“", rdquo: "”",
  colon: ":", Tab: "\t", NewLine: "\n", lpar: "(", rpar: ")",
};

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z]{2,8}));/g, (raw, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return Object.hasOwn(named, name) ? named[name]! : raw;
    const point = decimal !== undefined ? Number(decimal) : Number.parseInt(hex!, 16);
    return point === 0 || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff) ? "\ufffd" : String.fromCodePoint(point);
  });
}
