namespace Collab.Web.Languages;

/// <summary>Refusals in the language of the page. Their own sentences are English, as the API says them.</summary>
public static class Refusals
{
    /// <summary>What happened, by the code: for those that a page shows that works without script.</summary>
    /// <param name="text">Says it.</param>
    /// <param name="code">As docs/refusals.md has it.</param>
    /// <returns>Null in English, where the refusal's own sentence says more, and for the other codes.</returns>
    public static string? InShort(this PageTexts text, string? code) => Language.Current == Language.English ? null : code switch
    {
        "bad-request" => text["The request is not as it must be."],
        "unauthenticated" => text["You are not signed in."],
        "forbidden" => text["You may not do that here."],
        "muted" => text["You are muted: you can read on, and write private notes."],
        "bad-origin" => text["The request comes from a page of another site."],
        "not-found" => text["It is not there, or it is not for you."],
        "timeout" => text["It took too long. Send it again."],
        "locked" => text["A moderator has locked this point."],
        "closed" => text["The document is closed."],
        "stale" => text["It was changed meanwhile. Load the page again."],
        "not-paired" => text["The pairing leaves a point or a part out, or names one twice."],
        "not-sure" => text["Of some points it is not sure that they are the same. Confirm them, or say what they are."],
        "waiting" => text["Something waits for a moderator first."],
        "sealed" => text["A blind round is open at this point."],
        "in-round" => text["That does not go into a blind round."],
        "gone" => text["The link has expired, was revoked or is used up. Ask for a new one."],
        "too-large" => text["It is too large. Send less."],
        "unsupported-media-type" => text["It is not of a kind that is taken here."],
        "bad-query" => text["The search cannot be read."],
        "empty-text" => text["There is nothing in it that can be seen. Write something."],
        "text-too-long" => text["It is too long. Shorten it."],
        "bad-characters" => text["There are characters in it that cannot be kept."],
        "bad-name" => text["A name has 1 to 80 characters that can be seen, on one line."],
        "name-taken" => text["A moderator goes by this name. Take another."],
        "too-nested" => text["It is nested too deep."],
        "rate-limited" => text["That was too often. Wait a little, and try again."],
        "internal" => text["Something went wrong in the server. Try again."],
        "unavailable" => text["The server cannot answer right now. Try again."],
        "outcome-unknown" => text["Nobody can say whether it was stored. Send it again: it is stored once."],
        "storage-full" => text["The server’s disk is full, and nothing was stored. Keep your text."],
        _ => (string?)null,
    };
}
