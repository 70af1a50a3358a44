using System.Collections.Immutable;
using Collab.Domain.Annotations;

namespace Collab.Formats.Export;

/// <summary>A note or a reply as the audience may see it.</summary>
public sealed record ExportNote
{
    /// <summary>Without its words where the policy withholds them; members who are named in them stand there by name.</summary>
    public required Annotation Annotation { get; init; }

    /// <summary>The same as it was written: for programs, which have the list of members.</summary>
    public required Annotation AsWritten { get; init; }

    public required bool Withheld { get; init; }

    /// <summary>The name of who wrote it.</summary>
    public required string Author { get; init; }

    /// <summary>The name of who said it aloud; null for a note of the author's own, and where the words are withheld.</summary>
    public string? SaidBy { get; init; }

    /// <summary>Its permanent address.</summary>
    public required Uri Address { get; init; }

    /// <summary>How many notes of this export it stands under.</summary>
    public int Depth { get; init; }

    /// <summary>The number of the note that it answers.</summary>
    public int? ReplyToNumber { get; init; }

    /// <summary>The number of the note that began its thread; its own for such a note.</summary>
    public required int ThreadNumber { get; init; }

    /// <summary>The names of the clauses that it is about, in their order: "point 3".</summary>
    public required ImmutableArray<string> ClauseNames { get; init; }

    /// <summary>Where it stands on an earlier text, whose words are not in this one or not surely; of a reply that stands alone, where the note does that began its thread.</summary>
    public ImmutableArray<EarlierPlace> Earlier { get; init; } = [];

    /// <summary>Whether it, or the note that began its thread, is somewhere on an earlier text: a reply that stands alone goes where that would.</summary>
    public bool IsOfEarlier { get; init; }

    /// <summary>Whether it, or the note that began its thread, is about a clause, or words in it, as they are now.</summary>
    public bool IsOn(string clause) => On.Contains(clause);

    /// <summary>The clauses of which that is so.</summary>
    public ImmutableArray<string> On { private get; init; } = [];

    /// <summary>The clauses that it is about, or the note is that it answers, as the revision calls them of which that says it.</summary>
    public required (ImmutableArray<string> Names, int Revision) Cited { get; init; }

    public ImmutableArray<ExportPin> Pins { get; init; } = [];

    public ImmutableArray<ExportReaction> Reactions { get; init; } = [];

    /// <summary>What it is to other notes of the export, and they to it, in the order in which it was said.</summary>
    public ImmutableArray<ExportRelation> Relations { get; init; } = [];

    /// <summary>The number of the note that began the thread under which its thread stands; null where it stands by itself.</summary>
    public int? MergedIntoNumber { get; init; }

    public int Number => Annotation.Number;

    /// <summary>What is said instead of withheld words, without a full stop; null where there is nothing to say.</summary>
    public string? Notice => Annotation.State switch
    {
        AnnotationState.Deleted => "removed by its author",
        AnnotationState.Erased => "erased on request",
        AnnotationState.Hidden => Annotation.Reason is { } reason ? $"hidden: {reason}" : "hidden by a moderator",
        _ when string.IsNullOrWhiteSpace(Annotation.Body?.Text) => "highlighted without a note",
        _ => null,
    };

    /// <summary>The body without the marks of Markdown, in lines; null where there is none, or it is withheld.</summary>
    public string? Words => Annotation.Body is { } body ? Phrases.Plain(body) : null;
}
