using System.Collections.Immutable;
using Collab.Domain.Annotations;

namespace Collab.Domain.Importing;

/// <summary>A note or a reply as a file has it. Authors and other notes are named by their places in the file's lists, from 0.</summary>
public sealed record ImportedNote
{
    public required int Author { get; init; }

    /// <summary>A digest of what the file calls it: it is brought into a document once. Null where it has no name.</summary>
    public string? Source { get; init; }

    /// <summary>Null where the file does not say.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>When the present wording was made; null where there is no other.</summary>
    public DateTimeOffset? Modified { get; init; }

    /// <summary>Nobody words a note so often: a file that says more is not believed, for the next wording has the next number.</summary>
    public const int MostVersions = 1_000_000;

    /// <summary>The number of the present wording, from 1.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The passages, each with the one that it is here; empty for a reply and for a note on the whole document.</summary>
    public ImmutableArray<TargetRequest> Targets { get; init; } = [];

    /// <summary>The note that it answers, which stands before it.</summary>
    public int? ReplyTo { get; init; }

    public string Motivation { get; init; } = Motivations.Commenting;

    /// <summary>Null for a highlight, and for words that the file withholds.</summary>
    public string? Text { get; init; }

    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>Who said aloud what it has down.</summary>
    public string? SaidBy { get; init; }

    public string? Stance { get; init; }

    /// <summary>What else the file says with it, of which the document has no word: with the present wording.</summary>
    public Foreign? Foreign { get; init; }

    /// <summary>The wordings before the present one, oldest first, with none left out; none where the file does not have them.</summary>
    public ImmutableArray<ImportedWording> History { get; init; } = [];

    public ImmutableArray<ImportedReaction> Reactions { get; init; } = [];

    public AnnotationState State { get; init; }

    /// <summary>Why it was hidden, or shown again.</summary>
    public string? Reason { get; init; }

    public int? ReasonBy { get; init; }

    public bool Resolved { get; init; }

    /// <summary>Why its thread was resolved or reopened last.</summary>
    public string? ThreadReason { get; init; }

    public int? ThreadReasonBy { get; init; }

    /// <summary>The note under which its thread stands.</summary>
    public int? MergedInto { get; init; }

    /// <summary>Whether it can have no words: highlights have none, and what is gone or withheld. An answer that can be read says something.</summary>
    public bool MayBeEmpty => ReplyTo is null || State != AnnotationState.Shown;
}
