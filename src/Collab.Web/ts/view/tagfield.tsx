// Tags with suggestions of those that are used: a combobox, as the ARIA Authoring Practices have it.
import { signal } from "@preact/signals-core";
import { useRef, useState } from "preact/hooks";
import { asMember } from "../live/address.js";
import { joined, suggested, type TagCount, tagsIn } from "../store/vocabulary.js";
import { plural, t } from "../text/language.js";
import type { Room } from "./room.js";

/** The seminar's, asked for once; where they cannot be had, those of this document alone are offered. */
const tagsOfSeminar = signal<readonly TagCount[] | undefined>(undefined);

async function askTags({ store: { boot } }: Room): Promise<void> {
  if (tagsOfSeminar.value) return;
  tagsOfSeminar.value = [];
  try {
    const response = await fetch(asMember(`/api/seminars/${encodeURIComponent(boot.seminar)}/tags`, boot.me.id));
    if (response.ok) tagsOfSeminar.value = (await response.json() as { items: readonly TagCount[] }).items;
  } catch { /* Those of this document are at hand. */ }
}

export function TagField({ room, id, value, describedBy, onChange }: { room: Room; id: string; value: string; describedBy?: string; onChange: (typed: string) => void }) {
  const { store } = room;
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const field = useRef<HTMLInputElement>(null);
  // Tags stand between commas: what is offered is for the one that is being typed.
  const from = value.search(/[^,;]*$/);
  const typed = value.slice(from).trim().replace(/^#/, "");
  const chosen = value.slice(0, from).split(/[,;]/).map(tag => tag.trim().replace(/^#/, "")).filter(Boolean);
  const offered = open ? suggested(joined(tagsOfSeminar.value ?? [], tagsIn([...store.state.value.annotations.values(), ...store.notebook.value.values()])), typed, chosen) : [];
  const show = (): void => {
    void askTags(room);
    setOpen(true);
    setAt(-1);
  };
  const take = (tag: string): void => {
    onChange(`${[...chosen, tag].join(", ")}, `);
    setAt(-1);
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) show();
      else if (offered.length > 0) setAt(event.key === "ArrowDown" ? (at + 1) % offered.length : (at <= 0 ? offered.length : at) - 1);
    } else if (event.key === "Enter" && offered[at]) {
      event.preventDefault();
      take(offered[at].tag);
    } else if (event.key === "Escape" && offered.length > 0) {
      // The first Escape is for the list, the next for what it stands in.
      event.stopPropagation();
      setOpen(false);
    }
  };
  const list = `${id}-list`;
  const active = offered[at];
  return (
    <span class="tag-field">
      <input id={id} ref={field} role="combobox" autocomplete="off" aria-autocomplete="list" aria-expanded={offered.length > 0} aria-controls={list} aria-describedby={describedBy}
        aria-activedescendant={active && `${list}-${at}`} value={value} onInput={event => { onChange(event.currentTarget.value); show(); }} onFocus={show} onBlur={() => setOpen(false)} onKeyDown={onKeyDown} />
      <ul id={list} role="listbox" aria-label={t("In use in this seminar")} hidden={offered.length === 0}>
        {offered.map(({ tag, count: notes }, index) => (
          // The field keeps the focus: the pointer chooses before it could leave.
          <li key={tag} id={`${list}-${index}`} role="option" aria-selected={index === at} onPointerDown={event => { event.preventDefault(); take(tag); }}>
            <bdi>{tag}</bdi> <span class="quiet">{plural(notes, "{n} note", "{n} notes")}</span>
          </li>
        ))}
      </ul>
      <span class="vh" role="status">{open && typed && (offered.length > 0 ? plural(offered.length, "{n} tag to choose from", "{n} tags to choose from") : t("No such tag yet"))}</span>
    </span>
  );
}
