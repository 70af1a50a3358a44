using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Views;

namespace Collab.Formats.Export;

/// <summary>Where a note stands on an earlier text.</summary>
/// <param name="Clause">As that text has it: it may have another number by now, and its number may be another's.</param>
public sealed record EarlierPlace(Target Target, Clause? Clause)
{
    /// <summary>"point 2".</summary>
    public string Name => Clause?.Name ?? "";

    /// <summary>"point 2 in revision 1".</summary>
    public string Said => $"{Name} in revision {Target.Revision}";

    /// <summary>"2", or "preamble" of what has no label.</summary>
    public string Label => Clause is null ? "" : Clause.Label ?? SnapshotWriter.Name(Clause.Kind);
}
