// Changes single keys, or switches them off.
import { t } from "../text/language.js";
import { byId } from "./common.js";
import { type KeyAction, defaults, keyOf } from "../view/keys.js";
import { keys } from "../view/settings.js";

const on = byId<HTMLInputElement>("keys-on");
const fields = [...document.querySelectorAll<HTMLInputElement>("input[data-key]")];
const said = byId("keys-said");

function show(): void {
  on.checked = keys.value.on;
  for (const field of fields) {
    field.value = keyOf(field.dataset["key"] as KeyAction);
    field.disabled = !keys.value.on;
  }
}

on.addEventListener("change", () => {
  keys.value = { ...keys.value, on: on.checked };
  show();
  said.textContent = on.checked ? t("Single keys work.") : t("Single keys are off.");
});

for (const field of fields) {
  // It holds one letter: the next one typed takes its place.
  field.addEventListener("focus", () => field.select());
  field.addEventListener("input", () => {
    const key = field.value.trim().toLowerCase();
    const other = key && fields.find(candidate => candidate !== field && candidate.value.toLowerCase() === key);
    if (/^[0-9]$/.test(key) || other) {
      said.textContent = other ? t("“{key}” is taken.", { key }) : t("Digits name points.");
      field.value = keyOf(field.dataset["key"] as KeyAction);
      return;
    }
    const map = { ...keys.value.map, [field.dataset["key"]!]: key };
    if (key === defaults[field.dataset["key"] as KeyAction]) delete map[field.dataset["key"]!];
    keys.value = { ...keys.value, map };
    said.textContent = t("Kept.");
  });
}

byId("keys-form").addEventListener("reset", event => {
  event.preventDefault();
  keys.value = { on: true, map: {} };
  show();
  said.textContent = t("As they were.");
});

show();
