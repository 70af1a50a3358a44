// A text on its way from one page to the next, and out of a file.

export interface Source { text: string; name: string }

const place = "collab.import";

/** False where the browser does not keep it: it is too long, or nothing is kept at all. */
export function putText(source: Source): boolean {
  try {
    sessionStorage.setItem(place, JSON.stringify(source));
    return true;
  } catch {
    return false;
  }
}

export function takeText(): Source | undefined {
  try {
    const kept = sessionStorage.getItem(place);
    sessionStorage.removeItem(place);
    return kept === null ? undefined : JSON.parse(kept) as Source;
  } catch {
    return undefined;
  }
}

/** @param useWhole what becomes of a file that is no text: a Word document. */
export function offerFile(input: HTMLInputElement, use: (text: string, name: string) => void, useWhole: (file: File) => void): void {
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    if (file && /\.docx$/i.test(file.name)) useWhole(file);
    else if (file) void file.text().then(text => use(text, file.name));
  });
}
