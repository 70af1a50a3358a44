// Which threads the filter leaves. The filter is kept in the URL's query.
import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type { Unread } from "../live/unread.js";
import { knowsMarkdown, textAlone } from "../model/prose.js";
import type { Annotation } from "../model/wire.js";
import type { Replica } from "./replica.js";
import { type Filter, isEmpty, isStep, matches, readFilter, writeFilter } from "./stacks.js";

export interface Filtering {
  readonly filter: ReadonlySignal<Filter>;
  setFilter(filter: Filter): void;
  /** Ids of the roots that match; undefined without a filter. */
  readonly matching: ReadonlySignal<ReadonlySet<string> | undefined>;
  /** Reads what a note says: a filter by words need not then. */
  read(note: Annotation): void;
  /** Lets go of what was unread when the filter came upon it. */
  forgetUnread(): void;
  dispose(): void;
}

export function createFiltering(my: string, replica: Replica, unread: Unread): Filtering {
  const filter = signal<Filter>(readFilter(location.search));
  let texts = new WeakMap<Annotation, string>();
  let before: ReadonlySet<string> | undefined;
  // What the filter came upon unread stays while it is read: it would vanish under the reader's eyes.
  const fresh = new Set<string>();

  function wasUnread(note: Annotation): boolean {
    if (unread.isUnread(note)) fresh.add(note.id);
    return fresh.has(note.id);
  }

  // What was read before the parser of Markdown had come is read again.
  let parsed = false;

  function textOf(note: Annotation): string {
    if (parsed !== knowsMarkdown()) {
      parsed = !parsed;
      texts = new WeakMap();
    }
    let text = texts.get(note);
    if (text === undefined) {
      text = [note.body ? textAlone(note.body.text) : "", ...note.tags, note.creator.name ?? "", ...note.targets.map(target => target.quote?.exact ?? "")].join("\n").toLocaleLowerCase();
      texts.set(note, text);
    }
    return text;
  }

  // Back and forward lead through what was filtered by.
  const onPop = (): void => void (filter.value = readFilter(location.search));
  addEventListener("popstate", onPop);

  return {
    filter,
    dispose: () => removeEventListener("popstate", onPop),
    read: note => void textOf(note),
    forgetUnread: () => fresh.clear(),
    setFilter(wanted) {
      if (wanted.kind !== filter.value.kind) fresh.clear();
      const step = isStep(filter.value, wanted);
      // First: browsers refuse addresses that come too fast, and the filter holds without one.
      filter.value = wanted;
      const address = location.pathname + writeFilter(location.search, wanted) + location.hash;
      if (step) history.pushState(history.state, "", address);
      else history.replaceState(history.state, "", address);
    },
    matching: computed<ReadonlySet<string> | undefined>(() => {
      const wanted = filter.value;
      if (isEmpty(wanted)) return undefined;
      const found = new Set<string>();
      void unread.version.value;
      const words = (wanted.words ?? "").toLocaleLowerCase().split(/\s+/u).filter(Boolean);
      for (const from of [replica.state.value, replica.notes.value]) {
        const context = { state: from, me: my, words, unread: wasUnread, text: textOf };
        for (const note of from.annotations.values()) if (!note.thread && !note.mergedInto && matches(note, wanted, context)) found.add(note.id);
      }
      const same = before?.size === found.size && [...found].every(id => before!.has(id));
      return before = same ? before : found;
    }),
  };
}
