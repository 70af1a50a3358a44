namespace Collab.Cluster.Tests;

/// <summary>
/// Tests that make hosts or disks of their own. The hosts of all have the same addresses, and a process on one keeps whatever is mounted when it
/// starts: a disk that loses its power meanwhile could not be mounted anew.
/// </summary>
[CollectionDefinition(nameof(HostsCollection))]
public sealed class HostsCollection;
