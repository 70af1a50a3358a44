// The texts that stand on the page: of the first edition, and of another one where it is shown.
import { trimRange } from "../text/anchor.js";
import { placeKey } from "../text/highlights.js";

/** A passage of a clause in UTF-16 units, as the DOM counts; of the first edition where none is named. */
export interface Passage { clause: string; start: number; end: number; edition?: string }

interface Shown { clause: string; edition?: string; element: HTMLElement }

export class Texts {
  private readonly byPlace = new Map<string, Shown>();

  /** Adds the texts of a clause: each element with the class is one, and says of which edition it is. */
  add(clause: string, section: HTMLElement): void {
    for (const element of section.querySelectorAll<HTMLElement>(".text")) {
      const edition = element.dataset["edition"];
      this.byPlace.set(placeKey({ clause, edition }), { clause, element, ...(edition && { edition }) });
    }
  }

  node(clause: string, edition?: string): Text | undefined {
    const node = this.byPlace.get(placeKey({ clause, edition }))?.element.firstChild;
    return node instanceof Text ? node : undefined;
  }

  /** The editions in which the clause can be read here; undefined is the first. */
  editionsAt(clause: string): (string | undefined)[] {
    return [...this.byPlace.values()].filter(text => text.clause === clause && !text.element.closest("[hidden]")).map(text => text.edition);
  }

  /** The passages of the browser's selection, in the order of the page. */
  selected(): Passage[] {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) return [];
    const range = selection.getRangeAt(0);
    const found: Passage[] = [];
    for (const { clause, edition, element } of this.byPlace.values()) {
      const node = this.node(clause, edition);
      if (!node || !range.intersectsNode(node) || element.closest("[hidden]")) continue;
      const from = range.startContainer === node ? range.startOffset : range.comparePoint(node, 0) < 0 ? node.length : 0;
      const to = range.endContainer === node ? range.endOffset : range.comparePoint(node, node.length) > 0 ? 0 : node.length;
      const { start, end } = trimRange(node.data, from, to);
      if (end > start) found.push({ clause, start, end, ...(edition && { edition }) });
    }
    // Who drags from one point to the next in one column means that column, though the other lies between in the page.
    const at = found[0]?.edition;
    return found.filter(passage => passage.edition === at);
  }
}
