namespace Collab.Cluster.Tests.Running;

/// <summary>A cluster of three nodes for the tests of a class.</summary>
public sealed class ThreeNodes() : SharedNodes(3);
