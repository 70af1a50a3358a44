import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

/** A button that unfolds a list of buttons. Escape, a choice, or leaving it folds it again. */
export function Menu({ label, children, class: name = "", text = "…" }: { label: string; children: ComponentChildren; class?: string; text?: ComponentChildren }) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (!open) return;
    // What hangs in the bar is in sight, wherever the text is scrolled to.
    const inBar = box.current?.closest("#bar") !== null;
    if (!inBar) box.current?.querySelector(".menu-list")?.scrollIntoView({ block: "nearest" });
    box.current?.querySelector<HTMLElement>(".menu-list button, .menu-list a, .menu-list input, .menu-list select")?.focus({ preventScroll: inBar });
    const outside = (event: Event): void => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener("pointerdown", outside);
    document.addEventListener("focusin", outside);
    return () => {
      document.removeEventListener("pointerdown", outside);
      document.removeEventListener("focusin", outside);
    };
  }, [open]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!open) return;
    if (event.key === "Escape") {
      event.stopPropagation();
      setOpen(false);
      button.current?.focus();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !(event.target instanceof HTMLSelectElement)) {
      const items = [...box.current!.querySelectorAll<HTMLElement>(".menu-list button, .menu-list a, .menu-list input")];
      const at = items.indexOf(document.activeElement as HTMLElement);
      items[(at + (event.key === "ArrowDown" ? 1 : -1) + items.length) % items.length]?.focus();
      event.preventDefault();
    }
  };
  const onClick = (event: MouseEvent): void => {
    if ((event.target as Element).closest(".menu-list button:not([data-stay]), .menu-list a")) {
      setOpen(false);
      if (document.activeElement && box.current?.contains(document.activeElement)) button.current?.focus();
    }
  };
  return (
    <div class={`menu ${name}`} ref={box} onKeyDown={onKeyDown} onClick={onClick}>
      <button type="button" class="quiet-button" ref={button} aria-expanded={open} aria-label={label} title={label} onClick={() => setOpen(!open)}>{text}</button>
      {open && <div class="menu-list">{children}</div>}
    </div>
  );
}
