// This page as the server has it now, as a document.

/** The answer to a look at this page; `page` is null where it is none. A network that fails, or is too slow, throws. */
export function fetchPage(within = 0): Promise<{ status: number; page: Document | null }> {
  // The one way to have HTML parsed that takes no string.
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open("GET", location.href);
    request.responseType = "document";
    request.timeout = within;
    request.onload = () => done({ status: request.status, page: request.responseXML });
    request.onerror = request.ontimeout = () => failed(new Error("unreachable"));
    request.send();
  });
}
