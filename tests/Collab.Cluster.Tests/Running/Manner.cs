namespace Collab.Cluster.Tests.Running;

/// <summary>How people write.</summary>
/// <param name="Patient">They never give up on what they do not know; else they do once in six times.</param>
internal sealed record Manner(bool Patient = false)
{
    /// <summary><see cref="Thinking"/> while the processors are needed for something else.</summary>
    public const int Calm = 500;

    /// <summary><see cref="Thinking"/> where seconds pass until the others know of a fault: what is written without pause meanwhile only takes the processors from the tests beside.</summary>
    public const int Steady = 60;

    /// <summary>Milliseconds at most between two commands of one: people think, and the readers must keep up on two cores.</summary>
    public int Thinking { get; set; } = 10;
}
