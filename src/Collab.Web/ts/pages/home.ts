// Carries a pasted or chosen text to the page on which it is split.
import { byId } from "./common.js";
import { offerFile, putText } from "./source.js";

const form = document.getElementById("new-text");
if (form) {
  const paste = byId<HTMLTextAreaElement>("paste");
  let name = "";
  offerFile(byId<HTMLInputElement>("choose"), (text, file) => {
    paste.value = text;
    name = file;
  }, () => location.assign("/import"));
  form.addEventListener("submit", event => {
    // What this browser does not carry goes as the form it is: the server hands it back on the next page.
    if (paste.value.trim() && !putText({ text: paste.value, name })) return;
    event.preventDefault();
    location.assign("/import");
  });
}
