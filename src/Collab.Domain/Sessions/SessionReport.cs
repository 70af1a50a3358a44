using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;

namespace Collab.Domain.Sessions;

/// <summary>What a session leaves to be done, by the document as it stands now.</summary>
public sealed record SessionReport(Session Session)
{
    /// <summary>The point at which it ended, or is; null where nobody was led, or others have been led elsewhere since.</summary>
    public Clause? Point { get; private init; }

    /// <summary>The questions that nobody has settled, by number.</summary>
    public ImmutableArray<Annotation> Questions { get; private init; } = [];

    /// <summary>The points at which there is neither a note nor a stance, in the order of the text.</summary>
    public ImmutableArray<Clause> Untouched { get; private init; } = [];

    public static SessionReport Of(DocumentState state, Session session)
    {
        var roots = state.Annotations.Where(note => note.Thread is null && !note.IsGone).ToList();
        var touched = roots.SelectMany(note => note.Targets).Select(target => target.Clause).ToHashSet();
        return new(session)
        {
            Point = state.Header.Led is { } led && led.Seq > session.Seq && !(led.At > session.Closed) ? state.Header.ClausesById.GetValueOrDefault(led.Clause) : null,
            Questions = [.. roots.Where(note => note is { Motivation: Motivations.Questioning, State: AnnotationState.Shown, Resolved: false }).OrderBy(note => note.Number)],
            Untouched = [.. state.Header.Clauses.Where(clause => clause.Kind == ClauseKind.Point && !touched.Contains(clause.Id) && state.At(clause.Id).Stances.IsEmpty)],
        };
    }
}
