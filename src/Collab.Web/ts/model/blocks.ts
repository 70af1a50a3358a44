// Markdown's blocks, by CommonMark: paragraphs, headings, quotes, lists, code. No HTML, no tables, no rules: they are text.
import { define, type Definitions, type Piece, spans } from "./spans.js";

/** Blocks within blocks: what is deeper is text. The server stores nothing so deep. */
const deepest = 40;

interface Block {
  kind: "root" | "quote" | "list" | "item" | "paragraph" | "heading" | "rule" | "fence" | "indented";
  /** The first and the last line that has something of it. */
  first: number;
  last: number;
  blocks: Block[];
  lines: string[];
  /** A list's or a fence's mark; an item's and a fence's indentation; an ordered list's first number. */
  mark?: string;
  width?: number;
  start?: number;
}

const quoted = /^ {0,3}> ?/;
const heading = /^ {0,3}#{1,6}(?: +|$)/;
const fenced = /^( {0,3})(`{3,}(?=[^`]*$)|~{3,})/;
const underline = /^ {0,3}(?:=+|-+) *$/;
const rule = /^ {0,3}(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})$/;
const listed = /^( {0,3})([-+*]|(\d{1,9})([.)]))( +|$)/;
const indentOf = (line: string): number => /^ */.exec(line)![0].length;
const isBlank = (line: string): boolean => /^ *$/.test(line);

/** The elements of a text. */
export function parseMarkdown(text: string): Piece[] {
  const reader = new BlockReader();
  for (const line of text.split(/\r\n?|\n/)) reader.read(untabbed(line));
  const definitions: Definitions = new Map();
  reader.define(reader.root, definitions);
  return elements(reader.root.blocks, definitions, false);
}

/** Tabs among what begins a line stand for the spaces to the next fourth column. */
function untabbed(line: string): string {
  const head = /^[ \t>*+\-\d.)]*/.exec(line)![0];
  if (!head.includes("\t")) return line;
  let wide = "";
  for (const c of head) wide += c === "\t" ? " ".repeat(4 - wide.length % 4) : c;
  return wide + line.slice(head.length);
}

class BlockReader {
  readonly root: Block = { kind: "root", first: 0, last: 0, blocks: [], lines: [] };
  /** The root, the containers that stand open one in the other, and at last perhaps a leaf. */
  private open: Block[] = [this.root];
  private line = 0;

  read(rest: string): void {
    this.line++;
    let matched = 1;
    for (; matched < this.open.length; matched++) {
      const next = this.continued(this.open[matched]!, rest);
      if (next === undefined) break;
      rest = next;
    }
    // In a fence nothing else begins; its end was seen above.
    const tip = this.open.at(-1)!;
    if (matched === this.open.length && (tip.kind === "fence" || tip.kind === "indented")) {
      if (tip.kind === "fence" && new RegExp(`^ {0,3}${tip.mark![0]}{${tip.mark!.length},} *$`).test(rest)) this.end(matched - 1, true);
      else this.add(tip.kind === "fence" ? rest.replace(new RegExp(`^ {0,${tip.width}}`), "") : rest.slice(4));
      return;
    }
    const begun = this.begin(rest, matched);
    if (begun === undefined) return;
    [rest, matched] = begun;
    if (isBlank(rest)) return this.end(matched);
    // A paragraph goes on, be it in a container that this line does not name.
    if (this.open.at(-1)!.kind === "paragraph") return this.add(rest.trimStart());
    this.end(matched);
    this.push({ kind: "paragraph" });
    this.add(rest.trimStart());
  }

  /** Takes the definitions of links out of the paragraphs. */
  define(block: Block, definitions: Definitions): void {
    // A heading of several lines was a paragraph until its underline came.
    if (block.kind === "paragraph" || (block.kind === "heading" && block.lines.length > 1)) block.lines = [define(block.lines.join("\n"), definitions)];
    for (const inner of block.blocks) this.define(inner, definitions);
  }

  /** What of the line is left within an open block; undefined where the line does not go on with it. */
  private continued(block: Block, rest: string): string | undefined {
    const blank = isBlank(rest);
    switch (block.kind) {
      case "quote":
        return quoted.test(rest) ? rest.replace(quoted, "") : undefined;
      case "item":
        // An item may begin with one empty line.
        if (blank) return block.blocks.length > 0 ? rest.slice(block.width) : undefined;
        return indentOf(rest) >= block.width! ? rest.slice(block.width) : undefined;
      case "indented":
        return blank || indentOf(rest) >= 4 ? rest : undefined;
      case "paragraph":
        return blank ? undefined : rest;
      default:
        return rest;
    }
  }

  /** Opens what begins here; answers with what is left of the line and how many blocks are open then, or undefined where nothing is left to do. */
  private begin(rest: string, matched: number): [string, number] | undefined {
    for (; ;) {
      if (isBlank(rest)) return [rest, matched];
      const paragraph = this.open[matched - 1]!.kind === "paragraph";
      const depth = matched - (paragraph ? 1 : 0);
      if (indentOf(rest) >= 4) {
        if (this.open.at(-1)!.kind === "paragraph") return [rest, matched];
        this.end(this.withoutList(depth));
        this.push({ kind: "indented" });
        this.add(rest.slice(4));
        return undefined;
      }
      let found: RegExpExecArray | null;
      if (paragraph && underline.test(rest) && define(this.open[matched - 1]!.lines.join("\n"), new Map()) !== "") {
        Object.assign(this.open[matched - 1]!, { kind: "heading", last: this.line });
        this.end(matched - 1, true);
        return undefined;
      } else if ((found = heading.exec(rest))) {
        this.leaf(depth, { kind: "heading" }, rest.slice(found[0].length).replace(/(?:^| +)#+ *$/, ""));
        return undefined;
      } else if ((found = fenced.exec(rest))) {
        this.end(this.withoutList(depth));
        this.push({ kind: "fence", mark: found[2]!, width: found[1]!.length });
        return undefined;
      } else if (rule.test(rest)) {
        this.leaf(depth, { kind: "rule" }, rest.replace(/ /g, ""));
        return undefined;
      } else if (depth < deepest && quoted.test(rest)) {
        this.end(this.withoutList(depth));
        this.push({ kind: "quote" });
        rest = rest.replace(quoted, "");
      } else if (depth < deepest && (found = listed.exec(rest)) && !(paragraph && (rest.length === found[0].length || (found[3] && Number(found[3]) !== 1)))) {
        const mark = found[4] ?? found[2]!;
        const list = this.open[depth - 1]!;
        this.end(list.kind === "list" && list.mark !== mark ? depth - 1 : depth);
        if (this.open.at(-1)!.kind !== "list") this.push({ kind: "list", mark, ...(found[3] ? { start: Number(found[3]) } : {}) });
        // Behind the mark stand one to four spaces; with more, or with none, it is one.
        const behind = found[5]!.length > 0 && found[5]!.length < 5 && rest.length > found[0].length ? found[5]!.length : 1;
        const width = found[1]!.length + found[2]!.length + behind;
        this.push({ kind: "item", width });
        rest = rest.slice(width);
      } else {
        return [rest, this.open[matched - 1]!.kind === "list" ? matched - 1 : matched];
      }
      matched = this.open.length;
    }
  }

  private withoutList(depth: number): number {
    return this.open[depth - 1]!.kind === "list" ? depth - 1 : depth;
  }

  private leaf(depth: number, block: Pick<Block, "kind">, line: string): void {
    this.end(this.withoutList(depth));
    this.push(block);
    this.add(line);
    this.end(this.open.length - 1);
  }

  private push(block: Partial<Block> & Pick<Block, "kind">): void {
    const made: Block = { first: this.line, last: this.line, blocks: [], lines: [], ...block };
    this.open.at(-1)!.blocks.push(made);
    this.open.push(made);
    this.touch();
  }

  private add(line: string): void {
    this.open.at(-1)!.lines.push(line);
    if (!isBlank(line)) this.touch();
  }

  /** Closes what is open beyond the first so many. */
  private end(depth: number, here = false): void {
    if (here) this.touch();
    this.open.length = depth;
  }

  private touch(): void {
    for (const block of this.open) block.last = this.line;
  }
}

/** In a list without empty lines, paragraphs are bare words. */
function elements(blocks: readonly Block[], definitions: Definitions, tight: boolean): Piece[] {
  return blocks.flatMap(block => {
    const { kind, lines } = block;
    const text = lines.join("\n");
    switch (kind) {
      case "quote":
        return { tag: "blockquote", children: elements(block.blocks, definitions, false) };
      case "list": {
        const close = !block.blocks.some((item, index) => isApart(block.blocks, index) || item.blocks.some((_, inner) => isApart(item.blocks, inner)));
        const children = block.blocks.map<Piece>(item => ({ tag: "li", children: elements(item.blocks, definitions, close) }));
        return block.start === undefined ? { tag: "ul", children } : { tag: "ol", start: block.start, children };
      }
      case "fence":
      case "indented":
        return { tag: "pre", children: [{ tag: "code", children: [kind === "fence" ? text : text.replace(/(?:\n *)+$/, "")] }] };
      case "rule":
        return { tag: "p", children: [text] };
      case "heading":
        return { tag: "p", children: [{ tag: "strong", children: spans(text.trim(), definitions) }] };
      default: {
        const children = spans(text.trim(), definitions);
        return tight || children.length === 0 ? children : { tag: "p", children };
      }
    }
  });
}

/** Whether an empty line stands between a block and the one before it. */
const isApart = (blocks: readonly Block[], index: number): boolean => index > 0 && blocks[index]!.first - blocks[index - 1]!.last > 1;
