// The export page works without this: here the browser's time zone is chosen, and what is picked is what is asked for.
import { byId } from "./common.js";

// Browsers still say these names, which newer databases of zones have no more.
const renamed: Record<string, string> = {
  "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Atlantic/Faeroe": "Atlantic/Faroe",
  "Europe/Kiev": "Europe/Kyiv",
};

const form = byId<HTMLFormElement>("export");
const zone = byId<HTMLSelectElement>("tz");
const address = new URL(location.href);

if (!address.searchParams.has("tz")) {
  const browser = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const own = [browser, renamed[browser]].find(name => [...zone.options].some(option => option.value === name));
  if (own && own !== zone.value) {
    address.searchParams.set("tz", own);
    location.replace(address);
  }
}

const choose = (scope: string): void => void (form.querySelector<HTMLInputElement>(`[name=scope][value=${scope}]`)!.checked = true);

byId("point").addEventListener("change", () => choose("clause"));
byId("picks").addEventListener("change", event => {
  if ((event.target as HTMLInputElement).name === "annotation") choose("selected");
});
