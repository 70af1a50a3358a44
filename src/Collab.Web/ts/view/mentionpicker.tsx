import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import type { Member } from "../model/wire.js";
import { plural, t } from "../text/language.js";
import type { Room } from "./room.js";

const mostToName = 8;

/** Behind an "@" that begins a word: what is typed of a name, which may have spaces. */
const typedName = /(?:^|[^\p{L}\p{N}])@([^@\n]{0,40})$/u;

interface Found { from: number; members: readonly Member[] }

/** The members whose name begins as it is typed behind an "@", or a part of whose name does. Arrow keys choose, Enter or Tab puts the name in, Escape leaves it. */
export function MentionPicker({ room, field }: { room: Room; field: RefObject<HTMLTextAreaElement | null> }) {
  const [found, setFound] = useState<Found>();
  const [at, setAt] = useState(0);
  const list = `${field.current?.id ?? "note"}-members`;
  const close = (): void => setFound(undefined);

  useEffect(() => {
    const element = field.current;
    if (!element) return;
    const look = (): void => {
      const before = element.value.slice(0, element.selectionStart);
      const typed = typedName.exec(before)?.[1];
      const members = typed === undefined || element.selectionStart !== element.selectionEnd ? [] : membersTyped(room, typed);
      setAt(0);
      setFound(members.length === 0 ? undefined : { from: before.length - typed!.length - 1, members });
    };
    const moved = (event: Event): void => {
      if (!(event instanceof KeyboardEvent) || /^(?:ArrowLeft|ArrowRight|Home|End)$/.test(event.key)) look();
    };
    element.setAttribute("aria-autocomplete", "list");
    element.setAttribute("aria-haspopup", "listbox");
    element.addEventListener("input", look);
    element.addEventListener("click", moved);
    element.addEventListener("keyup", moved);
    element.addEventListener("blur", close);
    // A name may have been begun before this script came.
    if (document.activeElement === element) look();
    return () => {
      element.removeEventListener("input", look);
      element.removeEventListener("click", moved);
      element.removeEventListener("keyup", moved);
      element.removeEventListener("blur", close);
    };
  }, []);

  // Before the list can be seen: an Enter at once is for it, and would else be a new line.
  useLayoutEffect(() => {
    const element = field.current;
    if (!element || !found) return;
    element.setAttribute("aria-controls", list);
    element.setAttribute("aria-activedescendant", `${list}-${at}`);
    const onKeyDown = (event: KeyboardEvent): void => {
      const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
      if (step !== 0) setAt((at + step + found.members.length) % found.members.length);
      else if ((event.key === "Enter" && !event.ctrlKey && !event.metaKey) || event.key === "Tab" && !event.shiftKey) choose(found.members[at]!);
      else if (event.key === "Escape") close();
      else return;
      // The form would post, close, or lose the focus.
      event.preventDefault();
      event.stopPropagation();
    };
    element.addEventListener("keydown", onKeyDown);
    return () => {
      element.removeEventListener("keydown", onKeyDown);
      element.removeAttribute("aria-controls");
      element.removeAttribute("aria-activedescendant");
    };
  }, [found, at]);

  const choose = (member: Member): void => {
    const element = field.current!;
    element.setRangeText(`@${member.name} `, found!.from, element.selectionStart, "end");
    close();
    element.dispatchEvent(new InputEvent("input", { bubbles: true }));
  };

  return (
    <>
      <span class="vh" role="status">{found ? plural(found.members.length, "{n} member to name. Arrow keys choose, Enter puts the name in", "{n} members to name. Arrow keys choose, Enter puts the name in") : ""}</span>
      {found && (
        <ul class="members-to-name" role="listbox" id={list} aria-label={t("Members to name")}>
          {found.members.map((member, index) => (
            <li key={member.id} id={`${list}-${index}`} role="option" aria-selected={index === at} dir="auto"
              onPointerDown={event => { event.preventDefault(); choose(member); }}>{member.name}</li>
          ))}
        </ul>
      )}
    </>
  );
}

function membersTyped({ store }: Room, typed: string): Member[] {
  const words = typed.toLocaleLowerCase();
  // Behind a whole name and a space it goes on with other words.
  if (/\s\s$/.test(typed)) return [];
  return store.members.value
    .filter(({ id, name }) => {
      const small = name.toLocaleLowerCase();
      return id !== store.boot.me.id && small !== words && (small.startsWith(words) || small.split(/\s+/).some(part => words !== "" && part.startsWith(words)));
    })
    .slice(0, mostToName);
}
