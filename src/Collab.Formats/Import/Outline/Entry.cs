using Collab.Formats.Import.Markers;

namespace Collab.Formats.Import.Outline;

/// <summary>A clause that may still get clauses below it. Its depth in the stack is its level.</summary>
internal sealed record Entry
{
    /// <summary>Null for a heading without a number.</summary>
    public Marker? Marker { get; init; }

    public MarkerRun? Run { get; init; }

    /// <summary>For a heading: 1 is the highest.</summary>
    public int? HeadingLevel { get; init; }

    /// <inheritdoc cref="Lines.Line.Level"/>
    public int? Level { get; init; }

    public int Indent { get; init; }

    public bool IsHeading => HeadingLevel is not null || Marker?.Style.IsHeading == true;

    public bool IsBullet => Marker?.Style.Form == MarkerForm.Bullet;

    /// <summary>Whether the count goes on after this point.</summary>
    public bool GoesOn => Run is not null && !ReferenceEquals(Run.Last, Marker);
}
