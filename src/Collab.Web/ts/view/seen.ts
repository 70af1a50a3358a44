import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

/** How long a note has to be in view to count as read, in milliseconds. */
const readAfter = 1500;

/** Calls back once an unread note has been in view for a while. */
export function useSeen(element: RefObject<HTMLElement | null>, unread: boolean, seen: () => void): void {
  useEffect(() => {
    if (!unread || !element.current) return;
    let timer = 0;
    const observer = new IntersectionObserver(entries => {
      clearTimeout(timer);
      if (entries.at(-1)!.isIntersecting && document.visibilityState === "visible") timer = setTimeout(seen, readAfter);
    }, { threshold: 0.6 });
    observer.observe(element.current);
    return () => {
      observer.disconnect();
      clearTimeout(timer);
    };
  }, [unread]);
}
