using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Policy;

namespace Collab.Domain.Relations;

/// <summary>What one note is to another, as a member said it: they may be at different points.</summary>
/// <param name="From">The note that answers, contradicts or supports.</param>
/// <param name="To">The other one.</param>
/// <param name="By">The member who said so.</param>
public sealed record Relation(string From, RelationKind Kind, string To, string By, DateTimeOffset At, long Seq)
{
    public bool Is(string from, RelationKind kind, string to) => From == from && Kind == kind && To == to;

    /// <summary>Whether an audience is told what is between two notes: where all of its kind may read both. Their authors are no exception, so that what is sent to many is the same for all.</summary>
    /// <param name="head">The document now.</param>
    public static bool IsTold(string from, string to, DocumentState head, Audience audience) =>
        head.Find(from) is { } one && head.Find(to) is { } other && IsTold(one, other, audience);

    public static bool IsTold(Annotation from, Annotation to, Audience audience) => audience.Shared.MayRead(from) && audience.Shared.MayRead(to);
}
