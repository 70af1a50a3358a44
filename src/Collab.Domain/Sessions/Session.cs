using System.Collections.Immutable;

namespace Collab.Domain.Sessions;

/// <summary>One sitting over a document, from when a moderator opens it to when one closes it.</summary>
/// <param name="By">The member who opened it.</param>
/// <param name="Seq">Of the event that opened it.</param>
public sealed record Session(string Id, string? Title, string By, DateTimeOffset Opened, long Seq)
{
    /// <summary>Null while it goes on.</summary>
    public DateTimeOffset? Closed { get; init; }

    /// <summary>The members who had the document open meanwhile, as far as the server saw them.</summary>
    public ImmutableArray<string> Attended { get; init; } = [];

    /// <summary>The points that it came to, each once: where somebody led, or a timer was set for, while it went on.</summary>
    public ImmutableArray<string> Reached { get; init; } = [];
}
