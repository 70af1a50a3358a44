namespace Collab.Server.Clustering;

/// <summary>What a node was told of its place in the cluster.</summary>
public enum ClusterAnswer
{
    /// <summary>Neither the database nor enough of the others answered; of the role web, no silo.</summary>
    Silence,

    /// <summary>It belongs to the cluster.</summary>
    Counts,

    /// <summary>It was given up: others have taken over what it held.</summary>
    GivenUp,
}
