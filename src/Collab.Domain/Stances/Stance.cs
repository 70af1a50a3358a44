using System.Collections.Immutable;

namespace Collab.Domain.Stances;

/// <summary>A member's stance on one point.</summary>
public sealed record Stance
{
    /// <summary>Opaque, and of this member at this point alone: it tells which one was changed without telling whose it is.</summary>
    public required string Id { get; init; }

    public required string Clause { get; init; }

    /// <summary>Whose it is. Where it is anonymous, this leaves the server by no way but to the member.</summary>
    public required string Member { get; init; }

    /// <summary>Whether names did not show when it was taken: they never will.</summary>
    public bool Anonymous { get; init; }

    /// <summary>One of the scale.</summary>
    public required string Choice { get; init; }

    public string? Reason { get; init; }

    /// <summary>When it was taken as it is, and by which event.</summary>
    public required DateTimeOffset At { get; init; }

    public required long Seq { get; init; }

    /// <summary>What it was before, oldest first.</summary>
    public ImmutableArray<FormerStance> History { get; init; } = [];

    /// <summary>Whether the reasons of an anonymous stance are withheld: see <see cref="After"/>.</summary>
    /// <param name="erased">The seq of the document's newest erasure.</param>
    public static bool Withholds(bool anonymous, long seq, long erased) => anonymous && seq < erased;

    /// <summary>
    /// The stance after a member's words were erased. Of anonymous ones the reasons go, whosever they are: if only the member's went,
    /// everybody could see which these were.
    /// </summary>
    public Stance After(string erased) => Member != erased && !Anonymous ? this : WithoutReasons();

    public Stance WithoutReasons() => this with
    {
        Reason = null,
        History = [.. History.Select(former => former with { Reason = null })],
    };
}
