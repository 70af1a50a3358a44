import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";
import { catchingPart } from "./later.js";
import type { Room } from "./room.js";

/** The members to name behind an "@": their list comes with the first field that is written in. */
export function Members({ room, field }: { room: Room; field: RefObject<HTMLTextAreaElement | null> }) {
  useEffect(() => void catchingPart.fetch().catch(() => undefined), []);
  const Catching = catchingPart.module.value?.catchingUp;
  return Catching ? <Catching.MentionPicker room={room} field={field} /> : null;
}
