namespace Collab.Server.Clustering;

/// <summary>Asks whether this node still belongs to its cluster.</summary>
public interface IClusterProbe
{
    /// <summary>Answers within a second or so, and never fails.</summary>
    Task<ClusterAnswer> AskAsync();
}
