import { signal } from "@preact/signals-core";
import { useEffect } from "preact/hooks";
import type { Room } from "./room.js";

const panelModule = signal<typeof import("./panel.js") | undefined>(undefined);
const unfetched = "This part of the page could not be fetched. Try again when you are connected";
let fetchingPanel: Promise<void> | undefined;

function fetchPanel(): Promise<void> {
  return fetchingPanel ??= import("./panel.js").then(module => {
    panelModule.value = module;
  }, error => {
    fetchingPanel = undefined;
    throw error;
  });
}

/** What the room's menu holds: it comes with the panel's script. */
export function LaterMenu({ room }: { room: Room }) {
  useEffect(() => {
    if (!panelModule.value) fetchPanel().catch(() => room.store.say(unfetched));
  }, []);
  return panelModule.value ? <panelModule.value.RoomMenu room={room} /> : <p class="menu-head">One moment…</p>;
}

/** The panel's place. Its script comes once the room is at rest, so that it is there offline too, or when it is first opened. */
export function Margin({ room }: { room: Room }) {
  const wanted = room.panel.value !== undefined;
  const rested = room.store.ready.value;
  useEffect(() => {
    if (!rested || panelModule.value) return;
    const soon = setTimeout(() => void fetchPanel().catch(() => undefined), 1_000);
    return () => clearTimeout(soon);
  }, [rested]);
  useEffect(() => {
    if (wanted && !panelModule.value) fetchPanel().catch(() => room.store.say(unfetched));
  }, [wanted]);
  return panelModule.value ? <panelModule.value.Panel room={room} /> : null;
}
