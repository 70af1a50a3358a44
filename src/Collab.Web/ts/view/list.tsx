import type { VNode } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../text/language.js";
import { plainLists } from "./settings.js";

const guess = 120;
const beyond = 600;
const pageSize = 25;

/** What was measured, by id: a list that is opened again stands where it stood. */
const heights = new Map<string, number>();

/** A long list: a window on it by measured heights, or plain pages for those who ask for them. */
export function List<T extends { id: string }>({ items, render, label }: { items: readonly T[]; render: (item: T) => VNode; label: string }) {
  return plainLists.value ? <Pages items={items} render={render} label={label} /> : <Scrolled items={items} render={render} label={label} />;
}

function Pages<T extends { id: string }>({ items, render, label }: { items: readonly T[]; render: (item: T) => VNode; label: string }) {
  const [page, setPage] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const pages = Math.max(1, Math.ceil(items.length / pageSize));
  const at = Math.min(page, pages - 1);
  const go = (to: number): void => {
    setPage(to);
    box.current?.closest(".panel-scroll")?.scrollTo(0, 0);
    box.current?.focus();
  };
  return (
    <div class="list" ref={box} tabIndex={-1} role="group" aria-label={pages > 1 ? t("{list}, page {n} of {all}", { list: label, n: at + 1, all: pages }) : label}>
      <ul>{items.slice(at * pageSize, (at + 1) * pageSize).map(item => <li key={item.id}>{render(item)}</li>)}</ul>
      {pages > 1 && (
        <nav class="pages" aria-label={t("Pages of notes")}>
          <button type="button" disabled={at === 0} onClick={() => go(at - 1)}>{t("Previous page")}</button>
          <span>{t("Page {n} of {all}", { n: at + 1, all: pages })}</span>
          <button type="button" disabled={at === pages - 1} onClick={() => go(at + 1)}>{t("Next page")}</button>
        </nav>
      )}
    </div>
  );
}

function Scrolled<T extends { id: string }>({ items, render, label }: { items: readonly T[]; render: (item: T) => VNode; label: string }) {
  const list = useRef<HTMLUListElement>(null);
  const [view, setView] = useState({ top: 0, height: 1200 });
  const [, remeasure] = useState(0);

  useLayoutEffect(() => {
    const scroller = list.current?.closest(".panel-scroll");
    if (!scroller) return;
    const onScroll = (): void => setView({ top: scroller.scrollTop - list.current!.offsetTop, height: scroller.clientHeight });
    const resized = new ResizeObserver(onScroll);
    scroller.addEventListener("scroll", onScroll, { passive: true });
    resized.observe(scroller);
    return () => {
      scroller.removeEventListener("scroll", onScroll);
      resized.disconnect();
    };
  }, []);

  useLayoutEffect(() => {
    const measure = (): void => {
      let changed = false;
      for (const element of list.current?.querySelectorAll<HTMLElement>(":scope > li[data-id]") ?? []) {
        const height = element.offsetHeight;
        if (height > 0 && heights.get(element.dataset["id"]!) !== height) {
          heights.set(element.dataset["id"]!, height);
          changed = true;
        }
      }
      if (changed) remeasure(n => n + 1);
    };
    measure();
    const observer = new ResizeObserver(measure);
    for (const element of list.current?.children ?? []) observer.observe(element);
    return () => observer.disconnect();
  });

  const focused = list.current?.contains(document.activeElement) ? document.activeElement?.closest<HTMLElement>("li[data-id]")?.dataset["id"] : undefined;
  let offset = 0;
  // What is left out since the last one that is drawn.
  let skipped = 0;
  const visible: { item: T; position: number; before: number }[] = [];
  items.forEach((item, index) => {
    const height = heights.get(item.id) ?? guess;
    // What has the focus stays, wherever it is scrolled to.
    if (offset + height >= view.top - beyond && offset <= view.top + view.height + beyond || item.id === focused) {
      visible.push({ item, position: index + 1, before: skipped });
      skipped = 0;
    } else {
      skipped += height;
    }
    offset += height;
  });
  return (
    // The first gap is the list's own: a margin there would collapse with it and move the list itself.
    <ul class="list" ref={list} aria-label={label} style={{ paddingTop: `${visible[0]?.before ?? 0}px`, paddingBottom: `${skipped}px` }}>
      {visible.map(({ item, position, before }) => <li key={item.id} data-id={item.id} style={{ marginTop: item === visible[0]!.item ? "0" : `${before}px` }} aria-posinset={position} aria-setsize={items.length}>{render(item)}</li>)}
    </ul>
  );
}
