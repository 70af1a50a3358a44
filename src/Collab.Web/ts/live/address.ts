/** The address with the word for whom the page is. */
export const asMember = (url: string, member: string): string => `${url}${url.includes("?") ? "&" : "?"}as=${encodeURIComponent(member)}`;
