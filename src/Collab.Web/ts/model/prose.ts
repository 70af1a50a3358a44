// What notes say: plain paragraphs at once, Markdown as soon as its parser has come. Most notes have none, so that most
// visits never fetch it.
import { signal } from "@preact/signals-core";
import { type ComponentChildren, h } from "preact";
import { withNames } from "./mentions.js";

type Markdown = typeof import("./markdown.js");

const parser = signal<Markdown | undefined>(undefined);
let fetchingMarkdown: Promise<void> | undefined;

// Any of these may mean something to the parser, each of the rest never does: escapes, emphasis, code, links, HTML; entities; bare
// addresses; spaces that begin or end a line; blocks by what begins a line; whitespace other than spaces and line ends. The flags i and u
// would have it take three times as long, of all notes at once.
const markup = /[\\*_`~[<]|&#?\w|:\/\/|[wW]{3}\.|\S@\S|^ | $|^[-+=>#]|^\d+[.)]|[^\S \n]/m;

// What a note ends in means nothing: a phone's keyboard leaves a space behind each word.
export const hasMarkdown = (text: string): boolean => markup.test(text.trimEnd());

/** Whether the parser has come. Reads a signal. */
export const knowsMarkdown = (): boolean => parser.value !== undefined;

/** The nodes to show for a note's text. Reads a signal: what was shown as typed changes when the parser has come. */
export function renderText(text: string): ComponentChildren {
  const markdown = hasMarkdown(text) ? parserNow() : undefined;
  return markdown ? markdown.renderMarkdown(text) : paragraphs(text).map((paragraph, key) => h("p", { key }, paragraph));
}

/** The text alone, in one line: for the filter. Reads the same signal. */
export function textAlone(written: string): string {
  const text = withNames(written);
  const markdown = hasMarkdown(text) ? parserNow() : undefined;
  return markdown ? markdown.plainText(text) : text.replace(/\s{2,}|[^\S ]/gu, " ").trim();
}

function parserNow(): Markdown | undefined {
  // Where it cannot be fetched, as offline, the next note that needs it tries again.
  fetchingMarkdown ??= import("./markdown.js").then(markdown => {
    parser.value = markdown;
  }, () => {
    fetchingMarkdown = undefined;
  });
  return parser.value;
}

const paragraphs = (text: string): string[] => text.split(/\n{2,}/).map(part => part.replace(/^\n/, "").trimEnd()).filter(part => part !== "");
