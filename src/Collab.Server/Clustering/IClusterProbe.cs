namespace Collab.Server.Clustering;

/// <summary>Asks whether this node still belongs to its cluster, and what its other nodes see.</summary>
public interface IClusterProbe
{
    /// <summary>Answers within a second or so, and never fails.</summary>
    Task<ClusterAnswer> AskAsync();

    /// <summary>For how long storage has not answered the other node that it answered last; null where none says. Within a second or so, and never fails.</summary>
    Task<TimeSpan?> AskOfStorageAsync();
}
