// My seat: at another device too, or no longer at this one.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Refusal } from "../model/wire.js";
import { fetchJson } from "../store/snapshot.js";
import { t } from "../text/language.js";
import { copy } from "./copy.js";
import type { Room } from "./room.js";

/** Makes a link that opens my own seat, once: to type, to copy, or to point a camera at. */
export function Seat({ room }: { room: Room }) {
  const [link, setLink] = useState<{ url: string; qr: string }>();
  const [problem, setProblem] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.select(), [link]);
  const make = (): void => {
    setProblem("");
    fetchJson<{ url: string; qr: string }>("/api/me/link", { method: "POST" }).then(setLink, (error: Error) => setProblem(error.message));
  };
  if (!link) return <><button type="button" data-stay onClick={make}>{t("My seat on another device…")}</button>{problem && <p class="menu-head" role="alert">{problem}</p>}</>;
  return (
    <div class="seat">
      <label for="seat-url">{t("Open this on the other device, within ten minutes; give it to nobody")}</label>
      <input id="seat-url" ref={field} readOnly value={link.url} />
      <button type="button" data-stay onClick={() => void copy(room, link.url, t("Link copied"))}>{t("Copy")}</button>
      <img class="qr" alt={t("QR code of the link")} width="200" height="200" src={`data:image/svg+xml,${encodeURIComponent(link.qr)}`} />
    </div>
  );
}

/** Signs this browser out, after asking: without a link for another device nobody comes back to the same seat. */
export async function leaveDevice(room: Room): Promise<void> {
  const question = t("Sign out on this device? To go on as {name}, make a link for another device first.", { name: room.store.me.value.name });
  if (!confirm(room.store.outbox.value.length > 0 ? `${question} ${t("What you have not sent yet stays in this browser.")}` : question)) return;
  const answer = await fetch("/api/leave-session", { method: "POST" }).catch(() => undefined);
  if (!answer?.ok) {
    const { message } = answer ? await Refusal.fromHttp(answer) : Refusal.unreachable();
    // Where a full disk keeps the session from ending, this browser is signed out all the same.
    if (!answer?.headers.has("signed-out")) return room.store.say(message);
    alert(message);
  }
  location.assign("/");
}
