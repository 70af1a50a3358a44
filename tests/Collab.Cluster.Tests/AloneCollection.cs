namespace Collab.Cluster.Tests;

/// <summary>Tests whose times are promised: nothing of ours runs beside them.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
