using System.Collections.Immutable;
using Collab.Domain.Importing;

namespace Collab.Domain.Commands;

/// <summary>Bring notes of a file into the document: all of them, or none.</summary>
public sealed record ImportNotes : Command
{
    /// <summary>Most notes and replies of one import: they are one write.</summary>
    public const int Most = 2000;

    /// <summary>Most notes and replies of one file, which comes in as many imports as it needs.</summary>
    public const int MostInFile = 20_000;

    /// <summary>Most bytes of UTF-8 in all their words: they go from server to server in one call.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    /// <summary>Of <see cref="NotesFormat"/>.</summary>
    public required string Format { get; init; }

    /// <summary>The names of who wrote, as the file has them. None of them is taken for a member.</summary>
    public ImmutableArray<string> Authors { get; init; } = [];

    /// <summary>In the order in which they get their numbers.</summary>
    public ImmutableArray<ImportedNote> Notes { get; init; } = [];

    public ImmutableArray<ImportedPin> Pins { get; init; } = [];

    public ImmutableArray<ImportedRelation> Relations { get; init; } = [];

    /// <summary>Although points are locked.</summary>
    public bool Override { get; init; }

    public override string? Home => null;
}
