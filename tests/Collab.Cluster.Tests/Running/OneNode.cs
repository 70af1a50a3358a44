namespace Collab.Cluster.Tests.Running;

/// <summary>A cluster of one node for the tests of a class.</summary>
public sealed class OneNode() : SharedNodes(1);
