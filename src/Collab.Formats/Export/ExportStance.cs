using Collab.Domain.Documents;
using Collab.Domain.Policy;
using Collab.Domain.Stances;

namespace Collab.Formats.Export;

/// <summary>A stance on a point as the audience may see it.</summary>
/// <param name="Stance">Without its reasons where they are withheld.</param>
/// <param name="Member">Whose it is; null where no name shows. The stance itself knows it: no format takes it from there.</param>
/// <param name="Name">The member's; null where no name shows.</param>
public sealed record ExportStance(Stance Stance, string? Member, string? Name)
{
    /// <summary>Whether its reasons are hidden: none is here but for moderators.</summary>
    public bool ReasonHidden { get; init; }

    /// <param name="head">The document now: its names, its erasures and what is hidden are those of now.</param>
    public static ExportStance Of(Stance stance, DocumentHeader head, Audience audience)
    {
        var shown = Stance.Withholds(stance.Anonymous, stance.Seq, head.Erased) || !audience.MayReadReason(stance.Id, head) ? stance.WithoutReasons() : stance;
        return new(shown, shown.Anonymous ? null : shown.Member, shown.Anonymous ? null : NoteFactory.NameOf(shown.Member, head, audience)) { ReasonHidden = head.HiddenReasons.Contains(stance.Id) };
    }
}
