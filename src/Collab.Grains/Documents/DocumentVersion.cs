using System.Collections.Immutable;
using Collab.Domain.Clauses;
using Collab.Domain.Documents;
using Collab.Domain.Events;

namespace Collab.Grains.Documents;

/// <summary>
/// A document and, for each clause, the seq of the last event that it must know before it decides: its own too, for a commit whose
/// answer was lost may be written after the clause has looked.
/// </summary>
public sealed record DocumentVersion(DocumentState Document, long ConcernsAll, ImmutableDictionary<string, long> Concerns)
{
    /// <summary>When each member wrote a note or a reply last, by the count of time that nobody sets, while there is a pause between two. Another activation begins anew.</summary>
    public ImmutableDictionary<string, long> Wrote { get; init; } = ImmutableDictionary<string, long>.Empty;

    /// <summary>After activation nobody can say what a clause knew: every decision made before is made again.</summary>
    public static DocumentVersion Of(DocumentState document) => new(document, document.Header.Seq, ImmutableDictionary<string, long>.Empty);

    /// <summary>The seq up to which a clause must have known its document, for its decision to stand.</summary>
    public long ConcernOf(string clause) => Math.Max(ConcernsAll, Concerns.GetValueOrDefault(clause));

    /// <param name="now">As of <see cref="TimeProvider.GetTimestamp"/>.</param>
    public DocumentVersion Apply(LogEvent e, long now)
    {
        var next = this with { Document = Document.Apply(e), Wrote = WroteAfter(e, now) };
        if (ClauseContext.ConcernsAll(e.Data))
            return next with { ConcernsAll = e.Seq };
        return e.Clause is { } clause ? next with { Concerns = Concerns.SetItem(clause, e.Seq) } : next;
    }

    private ImmutableDictionary<string, long> WroteAfter(LogEvent e, long now) => e.Data switch
    {
        SlowModeSet => ImmutableDictionary<string, long>.Empty,
        AnnotationAdded or ReplyAdded when Document.Header.SlowMode > 0 => Wrote.SetItem(e.Actor, now),
        _ => Wrote,
    };
}
