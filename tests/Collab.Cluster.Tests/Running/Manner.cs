namespace Collab.Cluster.Tests.Running;

/// <summary>How people write.</summary>
/// <param name="Thinking">Milliseconds at most between two commands of one: people think, and the readers must keep up on two cores.</param>
/// <param name="Patient">They never give up on what they do not know; else they do once in six times.</param>
internal sealed record Manner(int Thinking = 10, bool Patient = false);
