using System.Collections.Immutable;

namespace Collab.Domain.Importing;

/// <summary>What a file of notes holds, before it is known where in a document they belong.</summary>
public sealed record NotesFile
{
    /// <summary>Of <see cref="NotesFormat"/>.</summary>
    public required string Format { get; init; }

    /// <summary>The names of who wrote, fit to be shown.</summary>
    public ImmutableArray<string> Authors { get; init; } = [];

    /// <summary>Each before its replies.</summary>
    public ImmutableArray<FileNote> Notes { get; init; } = [];

    public ImmutableArray<FilePin> Pins { get; init; } = [];

    public ImmutableArray<ImportedRelation> Relations { get; init; } = [];

    /// <summary>What else is in the file and does not come in, and how much of it.</summary>
    public ImmutableArray<LeftOut> LeftOut { get; init; } = [];
}
