using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Collab.Domain.Annotations;

namespace Collab.Domain.Events;

/// <summary>
/// Everything in an event that a person wrote, and so may ask to have erased. Stored apart from the event's data; the chain
/// holds its salted digest only.
/// </summary>
public sealed record Words
{
    public string? Body { get; init; }

    public ImmutableArray<string>? Tags { get; init; }

    /// <summary>One for each place of the event, null for a whole clause.</summary>
    public ImmutableArray<TextQuoteSelector?>? Quotes { get; init; }

    public string? Reason { get; init; }

    public string? Name { get; init; }

    public string? Title { get; init; }

    /// <summary>Who said aloud what a note has down, where it was no member.</summary>
    public string? SaidBy { get; init; }

    /// <summary>What another program said with a note beside that; empty where an edit took it away.</summary>
    public Foreign? Foreign { get; init; }

    /// <summary>Digest of the command that gave the event (verb, path, canonical body): tells a retry from another command under the same id.</summary>
    public string? Request { get; init; }

    /// <summary>Whether a person can be known by them. A passage of the text, a seminar's title and a digest of ids are nobody's own words.</summary>
    [JsonIgnore]
    public bool ArePersonal => Body is not null || Tags is { IsDefaultOrEmpty: false } || Reason is not null || Name is not null || SaidBy is not null || Foreign is not null;
}
