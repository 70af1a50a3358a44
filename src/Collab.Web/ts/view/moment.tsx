import type { Room } from "./room.js";
import { exactly, since } from "./words.js";

/** Relative to the eye, exact on hover and to a screen reader. */
export function Moment({ room, at }: { room: Room; at: string }) {
  return (
    <time dateTime={at} title={exactly(at)}>
      <span aria-hidden="true">{since(at, room.now.value)}</span>
      <span class="vh">{exactly(at)}</span>
    </time>
  );
}
