using System.Collections.Immutable;
using Collab.Domain.Annotations;

namespace Collab.Domain.Commands;

/// <summary>Add a note; with Pin, pin it to the point of its only target at once.</summary>
public sealed record AddAnnotation : Command
{
    /// <summary>Empty: on the whole document. At most 32.</summary>
    public ImmutableArray<TargetRequest> Targets { get; init; } = [];

    public required string Text { get; init; }

    public string Motivation { get; init; } = Motivations.Commenting;

    public ImmutableArray<string> Tags { get; init; } = [];

    public bool Pin { get; init; }

    /// <summary>Who said it aloud; null for a note of one's own.</summary>
    public Said? Said { get; init; }

    /// <summary>The stance of the scale for which it speaks; null for none.</summary>
    public string? Stance { get; init; }

    /// <summary>The blind round that it was written for, so that it is read by nobody when that is over meanwhile; null for none.</summary>
    public string? Round { get; init; }

    /// <summary>A moderator writes although the point is locked.</summary>
    public bool Override { get; init; }

    /// <summary>What another program says with it beside that.</summary>
    public Foreign? Foreign { get; init; }

    /// <summary>The moderator who lets it out where notes wait; the server's word, no client's. Null while it is the author who asks.</summary>
    public string? ApprovedBy { get; init; }

    /// <summary>Whether it was made sure that it does not wait already: asked for once notes have ever waited in the document.</summary>
    public bool IsNew { get; init; }

    /// <summary>Of how many blind rounds at its point that was made sure; the server's word. Null: of all (a node of an earlier version does not say).</summary>
    public int? RoundsAsked { get; init; }

    public override string? Home => OnlyClause(Targets);

    /// <summary>The one clause that all targets lie in; null where there is none or more than one.</summary>
    public static string? OnlyClause(ImmutableArray<TargetRequest> targets)
    {
        var first = targets.IsEmpty ? null : targets[0].Clause;
        foreach (var target in targets)
        {
            if (target.Clause != first)
                return null;
        }

        return first;
    }
}
