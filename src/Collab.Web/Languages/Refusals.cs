using System.Collections.Frozen;

namespace Collab.Web.Languages;

/// <summary>
/// Refusals in the language of the page, by their codes (docs/decisions/0487). Their own sentences are English, as the API says them, and
/// stand as they are in an English page: they know more than a code does.
/// </summary>
public static class Refusals
{
    /// <summary>What happened, for each word of <see cref="Domain.RefusalCodes"/>; the key of its translations in <c>Pages.*.resx</c>.</summary>
    public static FrozenDictionary<string, string> Sentences { get; } = new Dictionary<string, string>
    {
        ["bad-request"] = "The request is not as it must be.",
        ["unknown-field"] = "The server does not know all that was sent. Load the page again.",
        ["duplicate-key"] = "Something was sent twice. Send it once.",
        ["too-deep"] = "What was sent is nested too deep.",
        ["unauthenticated"] = "You are not signed in.",
        ["forbidden"] = "You may not do that here.",
        ["muted"] = "You are muted: you can read on, and write private notes.",
        ["bad-origin"] = "The request comes from a page of another site.",
        ["sign-in-again"] = "Show again who you are, then repeat it within five minutes.",
        ["old-link"] = "You were removed here, or given another role. Ask for a new link.",
        ["not-found"] = "It is not there, or it is not for you.",
        ["unknown-method"] = "The server does not know how to do that. Load the page again.",
        ["method-not-allowed"] = "That cannot be done at this address.",
        ["timeout"] = "It took too long. Send it again.",
        ["another-member"] = "Somebody else is signed in here now. Load the page again.",
        ["locked"] = "A moderator has locked this point.",
        ["closed"] = "The document is closed.",
        ["stale"] = "It was changed meanwhile. Load the page again.",
        ["command-reused"] = "Something else was sent under that number already. Write it anew.",
        ["last-owner"] = "A seminar needs an owner. Make somebody else an owner first.",
        ["own-way-back"] = "They come back by a way of their own: ask them to.",
        ["private-notes"] = "That seat has private notes, which nobody else may read.",
        ["only-way-back"] = "It is the only way back to this account. Add a passkey or a link to return by first.",
        ["already"] = "It is so already.",
        ["waiting"] = "Something waits for a moderator first.",
        ["sealed"] = "A blind round is open at this point.",
        ["in-round"] = "That does not go into a blind round.",
        ["round-over"] = "The blind round is over, and nobody has read this. Send it again for all to read, or throw it away.",
        ["damaged"] = "What is stored here is damaged. Tell whoever runs the server.",
        ["gone"] = "That is gone.",
        ["precondition-failed"] = "It was changed since you read it. Read it again.",
        ["too-large"] = "It is too large. Send less.",
        ["unsupported-media-type"] = "It is not of a kind that is taken here.",
        ["own-note"] = "Nobody flags a note of their own. Edit it, or delete it.",
        ["bad-query"] = "The search cannot be read.",
        ["ambiguous"] = "These words stand there more than once. Choose a longer passage.",
        ["quote-not-found"] = "These words do not stand there now. Choose the passage anew.",
        ["position-out-of-range"] = "The passage ends after the text. Choose it anew.",
        ["selectors-disagree"] = "At that place stands something else now. Choose the passage anew.",
        ["empty-text"] = "There is nothing in it that can be seen. Write something.",
        ["text-too-long"] = "It is too long. Shorten it.",
        ["bad-characters"] = "There are characters in it that cannot be kept.",
        ["too-many-tags"] = "A note has at most 20 tags. Take some out.",
        ["bad-name"] = "A name has 1 to 80 characters that can be seen, on one line.",
        ["bad-address"] = "No mail can go there.",
        ["name-taken"] = "A moderator goes by this name. Take another.",
        ["too-many-passkeys"] = "You have 20 passkeys, and no room for more. Remove one.",
        ["too-many"] = "There are as many as there may be. End one first.",
        ["unknown-parent"] = "The note that this answers is not in that thread.",
        ["too-nested"] = "It is nested too deep.",
        ["no-clauses"] = "Nothing of the text is left. Keep at least one point.",
        ["empty-file"] = "There is no text in the file. Choose another.",
        ["unsafe-file"] = "The file is not what it claims to be. Save it anew.",
        ["malformed-file"] = "The file is damaged. Save it anew.",
        ["not-taken"] = "This kind of file is not taken. Save it as another.",
        ["nothing-to-import"] = "None of the notes of the file can be brought in.",
        ["not-on-scale"] = "That stance is not on the scale. Take one that is.",
        ["bad-language"] = "That is no language. Say “de”, “pt-BR” or the like.",
        ["not-aligned"] = "The edition does not fit the text point by point. Say which parts belong to which point.",
        ["not-paired"] = "The pairing leaves a point or a part out, or names one twice.",
        ["not-sure"] = "Of some points it is not sure that they are the same. Confirm them, or say what they are.",
        ["bad-scale"] = "A scale has 2 to 12 different stances, each on one line.",
        ["bad-agenda"] = "An agenda names points of this text, each once, with 5 seconds to 4 hours or none.",
        ["rate-limited"] = "That was too often. Wait a little, and try again.",
        ["too-many-connections"] = "You have too many connections. Close other tabs and programs.",
        ["header-too-large"] = "The browser sends too much with each request. Delete its cookies for this site.",
        ["internal"] = "Something went wrong in the server. Try again.",
        ["unavailable"] = "The server cannot answer right now. Try again.",
        ["outcome-unknown"] = "Nobody can say whether it was stored. Send it again: it is stored once.",
        ["storage-full"] = "The server’s disk is full, and nothing was stored. Keep your text.",
        ["resync"] = "This page has fallen behind. Load it again.",
    }.ToFrozenDictionary();

    /// <summary>Codes that are of many things: which of them, and what to do, their own sentence says alone. It follows in brackets.</summary>
    public static FrozenSet<string> Telling { get; } = new[]
    {
        "bad-request", "forbidden", "muted", "not-found", "locked", "stale", "already", "waiting", "in-round", "damaged", "gone", "too-large", "text-too-long", "too-nested", "bad-characters", "unsupported-media-type", "bad-address", "unavailable",
        "bad-query", "unsafe-file", "malformed-file", "not-taken", "nothing-to-import", "not-on-scale", "not-aligned", "rate-limited", "too-many",
        "bad-name", "storage-full",
    }.ToFrozenSet();

    /// <summary>Codes of what is done on other pages, or by programs, alone: the room, whose words every visit fetches, has none for them. It says nothing of <c>resync</c> either, but takes a snapshot.</summary>
    public static FrozenSet<string> Elsewhere { get; } = new[]
    {
        "unknown-field", "duplicate-key", "too-deep", "method-not-allowed", "unsupported-media-type", "header-too-large", "precondition-failed", "bad-origin", "last-owner", "own-way-back", "private-notes", "old-link", "too-many",
        "only-way-back", "too-many-passkeys", "bad-query", "resync", "no-clauses", "empty-file", "unsafe-file", "malformed-file", "not-taken", "nothing-to-import", "bad-language", "not-aligned", "not-paired", "not-sure",
    }.ToFrozenSet();

    /// <summary>What happened, by the code: for those that a page shows that works without script, above the refusal's own sentence.</summary>
    /// <param name="text">Says it.</param>
    /// <param name="code">As docs/refusals.md has it.</param>
    /// <returns>Null in English, where the refusal's own sentence says more, and where there is no such code.</returns>
    public static string? InShort(this PageTexts text, string? code) =>
        Language.Current != Language.English && code is not null && Sentences.TryGetValue(code, out var sentence) ? text[sentence].Value : null;
}
