// Members named in texts: `@{id}`, shown under the name of now. The server does the same (Mentions.cs).
import type { Member } from "./wire.js";

const carried = /@\{([0-9a-hjkmnp-tv-z]{26})\}/g;

let nameOfMember: (id: string) => string | undefined = () => undefined;

/** Says what members are called; it may read a signal. */
export const nameMembers = (nameOf: typeof nameOfMember): void => void (nameOfMember = nameOf);

export const mentions = (text: string, id: string): boolean => text.includes(`@{${id}}`);

/** The text with names in the places of the ids: Markdown, in which a name means nothing but itself; or plain, as it is typed. */
export const withNames = (text: string, plain = false): string => text.replace(carried, (all, id: string) => {
  const name = nameOfMember(id);
  return name === undefined ? all : `@${plain ? name : name.replace(/[\\`*_[\]<>&~:]/g, "\\$&")}`;
});

/** The text with ids in the places of the names that were typed behind an "@": the longest that fits, where one member alone goes by it. */
export function carry(text: string, members: Iterable<Pick<Member, "id" | "name">>): string {
  if (!text.includes("@")) return text;
  const ids = new Map<string, string>();
  for (const { id, name } of members) ids.set(name, ids.has(name) ? "" : id);
  const names = [...ids.keys()].sort((a, b) => b.length - a.length).map(name => name.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  if (names.length === 0) return text;
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}])@(${names.join("|")})(?![\\p{L}\\p{N}])`, "gu"), (all, name: string) => (ids.get(name) ? `@{${ids.get(name)}}` : all));
}
