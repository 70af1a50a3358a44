namespace Collab.Cluster.Tests;

/// <summary>Tests that make hosts of their own: one after the other, since each starts a whole cluster.</summary>
[CollectionDefinition(nameof(HostsCollection))]
public sealed class HostsCollection;
