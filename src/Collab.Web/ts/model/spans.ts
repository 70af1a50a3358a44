// What stands within a paragraph of Markdown, by CommonMark: escapes, entities, code, emphasis, links; with GitHub's ~~ and bare
// addresses. There is no HTML: "<" is a character like any other.

/** Text, or an element of the whitelist with what is in it. A link's address is as it was written: whoever shows it checks it. */
export type Piece = string | Shown;
export interface Shown { tag: "p" | "em" | "strong" | "del" | "code" | "pre" | "blockquote" | "ul" | "ol" | "li" | "a" | "br"; children: Piece[]; href?: string; start?: number }

/** Marks of emphasis that wait for those that close them. */
interface Marks { mark: string; count: number; opens: boolean; closes: boolean }
interface Bracket { index: number; from: number; image: boolean; active: boolean }

const plainRun = /[^\\`*_~[\]!<&\n]+/y;
const runs = /`+|\*+|_+|~+/y;
const escaped = /\\([!-/:-@[-`{-~])/y;
const entity = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z]{2,8}));/y;
const lineEnd = / *\n */y;
const linkDestination = String.raw`<((?:[^<>\n\\]|\\.)*)>|((?:[^\s()<\\]|\\\S|\((?:[^\s()\\]|\\\S)*\))(?:[^\s()\\]|\\\S|\((?:[^\s()\\]|\\\S)*\))*)`;
const linkTitle = String.raw`"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)`;
const linkTarget = new RegExp(String.raw`\(\s*(?:(?:${linkDestination})(?:\s+(?:${linkTitle}))?\s*)?\)`, "sy");
const linkLabel = /\[((?:[^[\]\\]|\\.){0,999})\]/sy;
const angled = /<(?:([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*)|([\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*))>/y;
const bareBegins = /(?<=^|[\s*_~(])(?:https?:\/\/|mailto:|www\.|[A-Za-z0-9][A-Za-z0-9.+-]*@)/gi;
const bare = /(?:https?:\/\/|mailto:|www\.)(?:[^\s<()]|\([^\s<()]*\))+|[A-Za-z0-9][A-Za-z0-9.+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/iy;
const definition = new RegExp(String.raw`^\[((?:[^[\]\\]|\\.){1,999})\]:\s*(?:${linkDestination})(?:(?:[ \t]+|[ \t]*\n[ \t]*)(?:${linkTitle}))?[ \t]*(?:\n|$)`, "s");

/** Where the names of links lead to. */
export type Definitions = Map<string, string>;

/** Takes the definitions of links from the beginning of a paragraph; what is left is to be shown. */
export function define(text: string, definitions: Definitions): string {
  for (let found = definition.exec(text); found && nameOfLink(found[1]!) !== ""; found = definition.exec(text)) {
    const name = nameOfLink(found[1]!);
    if (!definitions.has(name)) definitions.set(name, asAddress(found[2] ?? found[3] ?? ""));
    text = text.slice(found[0].length);
  }
  return text;
}

export function spans(text: string, definitions: Definitions): Piece[] {
  const tokens: (Piece | Marks)[] = [];
  const brackets: Bracket[] = [];
  let at = 0;

  /** What the pattern finds here, which it steps over. */
  function take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at = pattern.lastIndex;
    return found;
  }

  function close(): void {
    const bracket = brackets.pop();
    const inside = bracket && text.slice(bracket.from, at);
    at++;
    if (!bracket?.active) return void tokens.push("]");
    const found = take(linkTarget);
    let href = found ? asAddress(found[1] ?? found[2] ?? "") : undefined;
    if (href === undefined) {
      const before = at;
      const named = take(linkLabel);
      href = definitions.get(nameOfLink(named?.[1] || inside!));
      if (href === undefined) {
        at = before;
        return void tokens.push("]");
      }
    }
    // Links do not nest: within one, another is its words, and what was open before it is no link.
    const children = emphasis(tokens.splice(bracket.index + 1)).flatMap(piece => withoutLinks(piece));
    tokens[bracket.index] = { tag: "a", href, children: bracket.image && children.length === 0 ? [href] : children };
    if (!bracket.image) for (const other of brackets) if (!other.image) other.active = false;
  }

  while (at < text.length) {
    const from = at;
    const c = text[at]!;
    let found: RegExpExecArray | null;
    if (take(plainRun)) {
      const link = findBare(text, from, at);
      if (link === undefined) tokens.push(text.slice(from, at));
      else {
        at = link.from + link.text.length;
        tokens.push(text.slice(from, link.from), { tag: "a", href: link.href, children: [link.text] });
      }
    } else if ((found = take(lineEnd))) {
      const before = tokens.at(-1);
      const broken = typeof before === "string" && / {2,}$/.test(before);
      if (typeof before === "string") tokens[tokens.length - 1] = before.replace(/ +$/, "");
      tokens.push(broken ? { tag: "br", children: [] } : "\n");
    } else if (c === "\\") {
      if ((found = take(escaped))) tokens.push(found[1]!);
      else if ((found = take(/\\\n */y))) tokens.push({ tag: "br", children: [] });
      else tokens.push(text[at++]!);
    } else if ((found = take(runs))) {
      tokens.push(c === "`" ? code(found[0]) : marks(text, from, found[0]));
    } else if (c === "[" || (c === "!" && text[at + 1] === "[")) {
      at += c === "[" ? 1 : 2;
      brackets.push({ index: tokens.push(text.slice(from, at)) - 1, from: at, image: c === "!", active: true });
    } else if (c === "]") {
      close();
    } else if ((found = take(angled))) {
      tokens.push({ tag: "a", href: found[1] ?? `mailto:${found[2]}`, children: [found[1] ?? found[2]!] });
    } else if ((found = take(entity))) {
      tokens.push(decode(found));
    } else {
      tokens.push(text[at++]!);
    }
  }
  return emphasis(tokens);

  function code(run: string): Piece {
    const from = at;
    for (let end = at; (end = text.indexOf(run, end)) >= 0;) {
      let after = end + run.length;
      while (text[after] === "`") after++;
      if (after - end === run.length) {
        at = after;
        const words = text.slice(from, end).replace(/\n/g, " ");
        return { tag: "code", children: [/^ .*[^ ].* $/s.test(words) ? words.slice(1, -1) : words] };
      }
      end = after;
    }
    return run;
  }
}

/** Pairs the marks of a run of tokens, each closing one with the nearest that it may close. */
function emphasis(tokens: readonly (Piece | Marks)[]): Piece[] {
  const out: Piece[] = [];
  let open: { marks: Marks; index: number; length: number }[] = [];
  for (const token of tokens) {
    if (typeof token === "string" || "tag" in token) {
      out.push(token);
      continue;
    }
    let { count } = token;
    while (count > 0 && token.closes) {
      const found = open.findLastIndex(({ marks, length }) => marks.mark === token.mark && (token.mark !== "~" || (length > 1 && count > 1))
        && !((marks.closes || token.opens) && (marks.count + token.count) % 3 === 0 && (marks.count % 3 !== 0 || token.count % 3 !== 0)));
      if (found < 0) break;
      const opener = open[found]!;
      const used = opener.length > 1 && count > 1 ? 2 : 1;
      const children = out.splice(opener.index + 1);
      opener.length -= used;
      count -= used;
      out[opener.index] = token.mark.repeat(opener.length);
      out.push({ tag: token.mark === "~" ? "del" : used === 2 ? "strong" : "em", children });
      open = open.slice(0, opener.length > 0 ? found + 1 : found);
    }
    if (count === 0) continue;
    out.push(token.mark.repeat(count));
    if (token.opens) open.push({ marks: token, index: out.length - 1, length: count });
  }
  return out.filter(piece => piece !== "");
}

const decodeEntities = (text: string): string => text.replace(new RegExp(entity.source, "g"), (...found) => decode(found as unknown as RegExpExecArray));

const space = /^\s?$/;
const sign = /[\p{P}\p{S}]/u;

/** Whether marks may open and close is told by what stands beside them. */
function marks(text: string, from: number, run: string): Marks {
  const mark = run[0]!;
  const before = Array.from(text.slice(Math.max(0, from - 2), from)).pop() ?? "";
  const next = text.codePointAt(from + run.length);
  const after = next === undefined ? "" : String.fromCodePoint(next);
  const left = !space.test(after) && (!sign.test(after) || space.test(before) || sign.test(before));
  const right = !space.test(before) && (!sign.test(before) || space.test(after) || sign.test(after));
  const word = mark === "_";
  return { mark, count: run.length, opens: left && (!word || !right || sign.test(before)), closes: right && (!word || !left || sign.test(after)) };
}

function withoutLinks(piece: Piece): Piece[] {
  if (typeof piece === "string") return [piece];
  const children = piece.children.flatMap(withoutLinks);
  return piece.tag === "a" ? children : [{ ...piece, children }];
}

/** The first address that begins between the two places, as far as it reaches. */
function findBare(text: string, from: number, to: number): { from: number; text: string; href: string } | undefined {
  // What stands before may forbid one to begin, as a quotation mark in HTML that is shown as typed; what comes after is looked at when its turn comes.
  const start = Math.max(0, from - 2);
  const part = text.slice(start, to);
  for (bareBegins.lastIndex = from - start; ;) {
    const begins = bareBegins.exec(part);
    if (!begins) return undefined;
    bare.lastIndex = start + begins.index;
    const found = bare.exec(text);
    if (!found) continue;
    // What ends a sentence ends an address, too; so does a parenthesis that opened before it.
    const words = found[0].replace(/(?<![?!.,:*_~'"])(?:&[A-Za-z\d]+;|[?!.,:*_~'"])+$/, "");
    if (!/^(?:https?:\/\/|www\.)[\p{L}\p{N}]|@/iu.test(words)) continue;
    return { from: start + begins.index, text: words, href: (/^www\./i.test(words) ? "http://" : /^(?:https?|mailto):/i.test(words) ? "" : "mailto:") + words };
  }
}

const nameOfLink = (text: string): string => text.trim().replace(/\s+/g, " ").toLowerCase();

const asAddress = (text: string): string => decodeEntities(text.replace(/\\([!-/:-@[-`{-~])/g, "$1"));

const named: Readonly<Record<string, string>> = {
  amp: "&", lt: "<", gt: ">", quot: "\"", apos: "'", nbsp: " ", ndash: "–", mdash: "—", hellip: "…", lsquo: "‘", rsquo: "’", ldquo: "“", rdquo: "”",
  colon: ":", Tab: "\t", NewLine: "\n", lpar: "(", rpar: ")",
};

function decode([raw, decimal, hex, name]: RegExpExecArray): string {
  if (name !== undefined) return Object.hasOwn(named, name) ? named[name]! : raw;
  const point = decimal !== undefined ? Number(decimal) : Number.parseInt(hex!, 16);
  return point === 0 || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff) ? "\ufffd" : String.fromCodePoint(point);
}
