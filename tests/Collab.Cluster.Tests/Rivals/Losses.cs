namespace Collab.Cluster.Tests.Rivals;

/// <summary>What the database turned down because the other cluster had written meanwhile.</summary>
/// <param name="Writes">The commands, each once however often it was turned down.</param>
/// <param name="Events">Their events, each as often as it was.</param>
/// <param name="Appends">The appends that they were in.</param>
internal sealed record Losses(int Writes = 0, int Events = 0, int Appends = 0)
{
    public static Losses operator +(Losses a, Losses b) => new(a.Writes + b.Writes, a.Events + b.Events, a.Appends + b.Appends);

    public override string ToString() => $"{Writes} writes met a conflict, with {Events} events in {Appends} appends";
}
