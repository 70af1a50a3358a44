// Paints passages with the CSS Custom Highlight API: the DOM is never touched, so a reader's own selection survives.
// Depth is counted per character of a clause, so that one note more costs one pass over its clause, however many there are.

export const layers = 5;

/** The key of a text on the page: its clause, and its edition where it is not the first. */
export const placeKey = ({ clause, edition }: { clause: string; edition?: string | undefined }): string => (edition ? `${clause} ${edition}` : clause);

export interface Painted {
  /** The key of the text. */
  clause: string;
  /** UTF-16 units. */
  start: number;
  end: number;
}

export interface NotePaint {
  spans: readonly Painted[];
  pinned: boolean;
  /** Left out by the filter: it fades. */
  faded: boolean;
}

type Channel = "deep" | "pinned" | "faded";
type Special = "lead" | "focus" | "presence" | "draft";

const priority: Record<string, number> = { faded: 0, pinned: layers + 1, lead: layers + 2, presence: layers + 3, focus: layers + 4, draft: layers + 5 };

/** The tint of a depth: its quantile among all tinted characters, but never deeper than the depth itself. */
export function layerOf(depth: number, below: number): number {
  return Math.min(layers, depth, 1 + Math.floor(layers * below));
}

/** Layer by depth (index 0 unused), from how many characters have each depth. */
export function layersFrom(histogram: readonly number[]): number[] {
  const total = histogram.reduce((sum, count, depth) => sum + (depth > 0 ? count : 0), 0);
  let below = 0;
  return histogram.map((count, depth) => {
    if (depth === 0) return 0;
    const layer = layerOf(depth, total === 0 ? 0 : below / total);
    below += count;
    return layer;
  });
}

export interface Segment { start: number; end: number; name: string }

/** The text of a clause, with how many spans begin and end at each unit. */
class ClauseSweep {
  private readonly changes: Record<Channel, Int32Array>;
  depths: Int32Array;
  histogram: number[] = [];
  painted = new Map<string, AbstractRange>();

  constructor(readonly node: Text) {
    const length = node.data.length + 1;
    this.changes = { deep: new Int32Array(length), pinned: new Int32Array(length), faded: new Int32Array(length) };
    this.depths = new Int32Array(length);
  }

  add(channel: Channel, span: Painted, by: 1 | -1): void {
    const length = this.changes.deep.length - 1;
    const start = Math.max(0, Math.min(span.start, length));
    const end = Math.max(start, Math.min(span.end, length));
    const changes = this.changes[channel];
    changes[start]! += by;
    changes[end]! -= by;
  }

  count(): void {
    const histogram: number[] = [];
    const changes = this.changes.deep;
    let depth = 0;
    for (let at = 0; at < changes.length; at++) {
      depth += changes[at]!;
      this.depths[at] = depth;
      histogram[depth] = (histogram[depth] ?? 0) + 1;
    }
    this.histogram = Array.from(histogram, count => count ?? 0);
  }

  segments(layerByDepth: readonly number[]): Segment[] {
    const found: Segment[] = [];
    const length = this.depths.length - 1;
    let layer = 0;
    let from = 0;
    for (let at = 0; at <= length; at++) {
      const next = at === length ? 0 : layerByDepth[this.depths[at]!] ?? 0;
      if (next === layer) continue;
      if (layer > 0) found.push({ start: from, end: at, name: `note-${layer}` });
      layer = next;
      from = at;
    }
    this.covered("pinned", found);
    this.covered("faded", found);
    return found;
  }

  private covered(channel: Channel, found: Segment[]): void {
    const changes = this.changes[channel];
    let depth = 0;
    let from = 0;
    for (let at = 0; at < changes.length; at++) {
      const next = depth + changes[at]!;
      if (depth === 0 && next > 0) from = at;
      else if (depth > 0 && next === 0) found.push({ start: from, end: at, name: channel });
      depth = next;
    }
  }
}

export class Highlights {
  private readonly registry = typeof CSS !== "undefined" ? CSS.highlights : undefined;
  private readonly groups = new Map<string, Highlight>();
  private readonly clauses = new Map<string, ClauseSweep>();
  private readonly notes = new Map<string, NotePaint>();
  private readonly dirty = new Set<string>();
  private histogram: number[] = [];
  private layerByDepth: number[] = [];

  constructor(private readonly root: ParentNode) {}

  /** False where the browser has no custom highlights: then nothing is painted, and nothing fails. */
  get supported(): boolean {
    return this.registry !== undefined && typeof Highlight !== "undefined";
  }

  /** The text node of a place: the only child of `.text` in `#clause-{id}`, of the edition that it names. */
  textOf(clause: string): Text | undefined {
    return this.sweepOf(clause)?.node;
  }

  /** Replaces what a note paints; undefined takes it away. Painted at the next `flush`. */
  set(id: string, paint: NotePaint | undefined): void {
    const before = this.notes.get(id);
    if (before && paint && before.spans === paint.spans && before.pinned === paint.pinned && before.faded === paint.faded) return;
    if (before) this.mark(before, -1);
    if (paint && paint.spans.length > 0) {
      this.mark(paint, 1);
      this.notes.set(id, paint);
    } else if (before) {
      this.notes.delete(id);
    }
  }

  /** Sweeps the clauses that changed, and paints what came out different. */
  flush(): void {
    if (!this.supported || this.dirty.size === 0) return;
    for (const clause of this.dirty) {
      const sweep = this.clauses.get(clause)!;
      this.tally(sweep.histogram, -1);
      sweep.count();
      this.tally(sweep.histogram, 1);
    }
    const layerByDepth = layersFrom(this.histogram);
    const moved = layerByDepth.some((layer, depth) => (this.histogram[depth] ?? 0) > 0 && layer !== this.layerByDepth[depth]);
    this.layerByDepth = layerByDepth;
    for (const clause of moved ? this.clauses.keys() : this.dirty) this.paint(this.clauses.get(clause)!);
    this.dirty.clear();
  }

  /** Replaces the spans of one of the few that stand above the notes. */
  special(name: Special, spans: readonly Painted[]): void {
    if (!this.supported) return;
    const group = this.group(name);
    group.clear();
    for (const span of spans) {
      const node = this.textOf(span.clause);
      if (node && span.end > span.start) group.add(range(node, span.start, span.end));
    }
  }

  /** What is painted now, by highlight name: for tests. */
  painted(): Record<string, { clause: string; start: number; end: number }[]> {
    const found: Record<string, { clause: string; start: number; end: number }[]> = {};
    for (const [clause, sweep] of this.clauses) {
      for (const key of sweep.painted.keys()) {
        const [name, start, end] = key.split(" ");
        (found[name!] ??= []).push({ clause, start: Number(start), end: Number(end) });
      }
    }
    return found;
  }

  dispose(): void {
    for (const [name, group] of this.groups) {
      group.clear();
      this.registry?.delete(name);
    }
    this.groups.clear();
    this.clauses.clear();
    this.notes.clear();
    this.dirty.clear();
    this.histogram = [];
    this.layerByDepth = [];
  }

  private mark(paint: NotePaint, by: 1 | -1): void {
    for (const span of paint.spans) {
      const sweep = this.sweepOf(span.clause);
      if (!sweep) continue;
      sweep.add(paint.faded ? "faded" : "deep", span, by);
      if (paint.pinned && !paint.faded) sweep.add("pinned", span, by);
      this.dirty.add(span.clause);
    }
  }

  private paint(sweep: ClauseSweep): void {
    const before = sweep.painted;
    const after = new Map<string, AbstractRange>();
    for (const segment of sweep.segments(this.layerByDepth)) {
      const key = `${segment.name} ${segment.start} ${segment.end}`;
      const kept = before.get(key);
      if (kept) {
        before.delete(key);
        after.set(key, kept);
      } else {
        const made = range(sweep.node, segment.start, segment.end);
        this.group(segment.name).add(made);
        after.set(key, made);
      }
    }
    for (const [key, gone] of before) this.group(key.slice(0, key.indexOf(" "))).delete(gone);
    sweep.painted = after;
  }

  private tally(histogram: readonly number[], by: 1 | -1): void {
    histogram.forEach((count, depth) => {
      while (this.histogram.length <= depth) this.histogram.push(0);
      this.histogram[depth]! += by * count;
    });
  }

  private group(name: string): Highlight {
    let group = this.groups.get(name);
    if (!group) {
      group = new Highlight();
      group.priority = priority[name] ?? Number(name.slice("note-".length));
      this.groups.set(name, group);
      this.registry!.set(name, group);
    }
    return group;
  }

  private sweepOf(clause: string): ClauseSweep | undefined {
    const known = this.clauses.get(clause);
    if (known) return known;
    const [id, edition] = clause.split(" ");
    const node = this.root.querySelector(`#clause-${CSS.escape(id!)} .text${edition ? `[data-edition="${edition}"]` : ""}`)?.firstChild;
    if (!(node instanceof Text)) return undefined;
    const sweep = new ClauseSweep(node);
    this.clauses.set(clause, sweep);
    return sweep;
  }
}

// A StaticRange, because a live Range costs something at every change of the DOM, wherever it is.
function range(node: Text, start: number, end: number): AbstractRange {
  return new StaticRange({ startContainer: node, startOffset: start, endContainer: node, endOffset: end });
}
