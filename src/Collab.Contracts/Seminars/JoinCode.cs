using Collab.Domain.Policy;

namespace Collab.Contracts.Seminars;

/// <summary>Where a join code leads.</summary>
/// <param name="Seminar">Of what is shown for a seminar and a role, the code.</param>
/// <param name="Left">How long it holds yet; null from nodes of earlier versions.</param>
[GenerateSerializer, Immutable, Alias("Collab.JoinCode")]
public sealed record JoinCode([property: Id(0)] string Seminar, [property: Id(1)] Role Role, [property: Id(2)] TimeSpan? Left = null)
{
    /// <summary>In the place of a code where one was withdrawn: no letters of a code.</summary>
    public const string Withdrawn = "withdrawn";
}
