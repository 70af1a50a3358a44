// The page works without this: here each field gets a button that copies it.
import { t } from "../text/language.js";
import { byId, copyField } from "./common.js";

for (const button of document.querySelectorAll<HTMLButtonElement>("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    void copyField(byId<HTMLInputElement>(button.dataset["copy"]!)).then(() => {
      byId("said").textContent = t("Copied.");
      button.focus();
    });
  });
}
