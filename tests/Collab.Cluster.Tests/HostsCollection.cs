namespace Collab.Cluster.Tests;

/// <summary>Tests that make hosts of their own: the hosts of all have the same addresses.</summary>
[CollectionDefinition(nameof(HostsCollection))]
public sealed class HostsCollection;
