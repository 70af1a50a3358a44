namespace Collab.Domain.Stances;

/// <summary>Whether the reasons of a stance may be read, of one that was withdrawn too: they stay in the record.</summary>
/// <param name="Stance">The id of the stance.</param>
public sealed record StanceReason(string Stance, string Clause)
{
    public bool Hidden { get; init; }

    /// <summary>The seq at which that was set last; 0 where it never was.</summary>
    public long Changed { get; init; }
}
