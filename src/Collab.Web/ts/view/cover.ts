/** Takes the notes out of sight, and out of the Tab order, that the composer lies over. Answers how to stop. */
export function cover(form: HTMLElement): () => void {
  const own = form.closest(".notes");
  const all = [...document.querySelectorAll<HTMLElement>(".spread .notes")].filter(notes => notes !== own);
  const look = (): void => {
    const { top, bottom } = form.getBoundingClientRect();
    for (const notes of all) {
      const box = notes.getBoundingClientRect();
      notes.classList.toggle("covered", box.top < bottom && box.bottom > top);
    }
  };
  const watching = new ResizeObserver(look);
  watching.observe(form);
  watching.observe(document.documentElement);
  return () => {
    watching.disconnect();
    for (const notes of all) notes.classList.remove("covered");
  };
}
