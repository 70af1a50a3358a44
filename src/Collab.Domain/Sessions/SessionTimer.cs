namespace Collab.Domain.Sessions;

/// <summary>The time that everybody sees running out. It stays when it is over, until it is ended or another is set.</summary>
/// <param name="Clause">The point that it is for; null for none.</param>
/// <param name="Seconds">How long it was set for: <see cref="Least"/> to <see cref="Most"/>.</param>
public sealed record SessionTimer(string? Clause, DateTimeOffset EndsAt, int Seconds, long Seq)
{
    public const int Least = 5;

    /// <summary>Four hours.</summary>
    public const int Most = 4 * 60 * 60;
}
