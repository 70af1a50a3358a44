import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

/** How long a note has to be in view to count as read, in milliseconds. */
const readAfter = 1500;

/** How much of a note, and of the window for one that is taller than it, has to be in view. */
const enough = 0.6;

const steps = Array.from({ length: 21 }, (_, step) => step / 20);

/** Calls back once an unread note has been in view for a while. What lies under the composer or the panel is not. */
export function useSeen(element: RefObject<HTMLElement | null>, unread: boolean, seen: () => void): void {
  useEffect(() => {
    const note = element.current;
    if (!unread || !note) return;
    let timer = 0;
    let within = false;
    const visible = (): boolean => document.visibilityState === "visible" && note.checkVisibility({ visibilityProperty: true });
    const wait = (): void => {
      const before = visible();
      timer = setTimeout(() => (before && visible() ? seen() : wait()), readAfter);
    };
    const observer = new IntersectionObserver(entries => {
      const { boundingClientRect, intersectionRect, isIntersecting } = entries.at(-1)!;
      const now = isIntersecting && intersectionRect.height >= enough * Math.min(boundingClientRect.height, innerHeight);
      if (now === within) return;
      within = now;
      clearTimeout(timer);
      if (within) wait();
    }, { threshold: steps });
    observer.observe(note);
    return () => {
      observer.disconnect();
      clearTimeout(timer);
    };
  }, [unread]);
}
