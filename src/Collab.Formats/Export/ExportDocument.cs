using System.Collections.Immutable;
using Collab.Domain.Documents;
using Collab.Domain.Sessions;
using Collab.Domain.Stances;

namespace Collab.Formats.Export;

/// <summary>What all formats are written from: a document at one moment, with no more than the audience may see. Made by <see cref="ExportSelection"/>.</summary>
public sealed record ExportDocument
{
    public required string Id { get; init; }

    public required string Seminar { get; init; }

    public required string Title { get; init; }

    public required DocumentMetadata Metadata { get; init; }

    public required int Revision { get; init; }

    public required bool Closed { get; init; }

    public required string Epoch { get; init; }

    /// <summary>The newest event that is part of it; the hash of the log's chain at it.</summary>
    public required long Seq { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Hash { get; init; }

    public required ExportScope Scope { get; init; }

    /// <summary>The permanent address of the document.</summary>
    public required Uri Address { get; init; }

    public required TimeZoneInfo Zone { get; init; }

    public required ImmutableArray<ExportClause> Clauses { get; init; }

    /// <summary>The points of former texts that are in this one no more, and what was held of them; none where the scope is one point. Notes there are among those on the whole document, and say so.</summary>
    public ImmutableArray<ExportClause> Gone { get; init; } = [];

    /// <summary>The editions beside the first; of a scope of one clause, what they have there.</summary>
    public ImmutableArray<Edition> Editions { get; init; } = [];

    /// <summary>The notes on the whole document that are pinned nowhere.</summary>
    public required IReadOnlyList<ExportThread> Whole { get; init; }

    /// <summary>In the order in which they joined; where the scope is not everything, those who occur.</summary>
    public required ImmutableArray<ExportMember> Members { get; init; }

    /// <summary>Who wrote what was imported and is no member, by number; where the scope is not everything, those who occur.</summary>
    public ImmutableArray<ExportAuthor> Authors { get; init; } = [];

    /// <summary>Whether members are shown under pseudonyms.</summary>
    public bool Pseudonyms { get; init; }

    public required Lead? Led { get; init; }

    /// <summary>The points in the order of the session; none where the scope is not everything.</summary>
    public required ImmutableArray<AgendaItem> Agenda { get; init; }

    /// <summary>Oldest first; none where the scope is not everything.</summary>
    public required ImmutableArray<ExportSession> Sessions { get; init; }

    /// <summary>"point 3", by the clause's id.</summary>
    public IReadOnlyDictionary<string, string> ClauseNames => Clauses.Concat(Gone).ToDictionary(clause => clause.Clause.Id, clause => clause.Clause.Name);

    /// <summary>Which stances may be taken, and whether names show.</summary>
    public required StanceRule Stances { get; init; }

    /// <summary>What notes of it are to each other, in the order in which it was said.</summary>
    public required ImmutableArray<ExportRelation> Relations { get; init; }

    /// <summary>All notes and replies by number, each once. Each is made when it is read: what reads through them holds one at a time, however many they are.</summary>
    public required IReadOnlyList<ExportNote> Notes { get; init; }

    /// <summary>The numbers of all notes and replies, ascending.</summary>
    public required ImmutableArray<int> Numbers { get; init; }

    /// <summary>How many of them are replies.</summary>
    public required int Replies { get; init; }

    /// <summary>Whether a note or reply of this number is part of it.</summary>
    public bool Has(int number) => Numbers.BinarySearch(number) >= 0;
}
