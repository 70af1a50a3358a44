// Links by mail. The secret that confirms an address is in the fragment, and is used up by a press of the button, never by opening the link: programs that look into mails open them too.
import { t } from "../text/language.js";
import { fail, say } from "./acting.js";
import { byId, call } from "./common.js";

const secret = /^#([\w-]{43})$/.exec(location.hash)?.[1];
const [ask, confirm] = [byId("ask"), byId("confirm")];
// As in join.ts.
byId<HTMLFormElement>("language").action += location.hash;

if (secret) {
  byId("mail-h").textContent = t("Confirm your address");
  ask.hidden = true;
  confirm.hidden = false;
  const button = byId<HTMLButtonElement>("confirm-address");
  button.addEventListener("click", () => {
    button.disabled = true;
    call("POST", "/api/mail/confirm", { secret }).then(() => {
      history.replaceState(null, "", "/mail");
      confirm.hidden = true;
      byId("mail-done").hidden = false;
      say(t("The address is confirmed."));
    }).catch(fail).finally(() => button.disabled = false);
  });
}

byId<HTMLFormElement>("ask-link").addEventListener("submit", event => {
  event.preventDefault();
  const form = event.target as HTMLFormElement;
  const button = form.querySelector("button")!;
  button.disabled = true;
  call("POST", "/api/mail/link", { address: new FormData(form).get("address") })
    .then(() => say(t("If this address is known here, a link is on its way. It works for 15 minutes, once. Look among unwanted mail too.")))
    .catch(fail).finally(() => button.disabled = false);
});
