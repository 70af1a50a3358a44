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
    /// <param name="head">The document now: its names and its erasures are those of now.</param>
    public static ExportStance Of(Stance stance, DocumentHeader head, Audience audience)
    {
        var shown = Stance.Withholds(stance.Anonymous, stance.Seq, head.Erased) ? stance.WithoutReasons() : stance;
        return shown.Anonymous ? new(shown, null, null) : new(shown, shown.Member, NoteFactory.NameOf(shown.Member, head, audience));
    }
}
