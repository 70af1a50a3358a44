// Passkeys: the server says what is to be signed, the browser asks its person and signs, the server looks at it.
import { Refusal } from "../model/wire.js";
import { t } from "../text/language.js";
import { call } from "./common.js";

interface Question<T> { publicKey: T }

/** False in a browser that is too old, and where the line is not encrypted. */
export const hasPasskeys = (): boolean => "PublicKeyCredential" in window && "parseCreationOptionsFromJSON" in PublicKeyCredential;

export async function addPasskey(name: string): Promise<void> {
  const question = await signedIn(() => call<Question<PublicKeyCredentialCreationOptionsJSON>>("POST", "/api/passkeys/options"));
  const credential = await given(navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(question.publicKey) }));
  await call("POST", "/api/passkeys", { credential, ...(name && { name }) });
}

/** Does what asks for somebody who has just signed in; whoever has not, and has a passkey here, is asked for it. */
export async function signedIn<T>(send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof Refusal && error.code === "sign-in-again")) throw error;
    // The way to the university, where one comes in by it.
    document.getElementById("sign-in-again")?.removeAttribute("hidden");
    if (!(hasPasskeys() && document.querySelector("[data-do=remove-passkey], [data-passkeys]"))) throw error;
    await signIn();
    return await send();
  }
}

export async function signIn(): Promise<void> {
  const { publicKey } = await call<Question<PublicKeyCredentialRequestOptionsJSON>>("POST", "/api/sign-in/options");
  const credential = await given(navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) }));
  await call("POST", "/api/sign-in", { credential });
}

/** What the browser says of a refusal is no sentence for people. */
async function given(asked: Promise<Credential | null>): Promise<unknown> {
  try {
    const credential = await asked;
    if (credential instanceof PublicKeyCredential) return credential.toJSON();
  } catch (error) {
    if (error instanceof DOMException && error.name === "InvalidStateError") throw new Error(t("This device has a passkey of yours already."));
  }
  throw new Error(t("The browser gave no passkey: it was cancelled, took too long, or there is none for this server. Try again, or use a link."));
}
