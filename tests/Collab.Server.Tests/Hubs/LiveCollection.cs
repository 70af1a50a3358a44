namespace Collab.Server.Tests.Hubs;

/// <summary>Tests that share one node, each with a room of its own.</summary>
[CollectionDefinition(Name)]
public sealed class LiveCollection : ICollectionFixture<LiveServer>
{
    public const string Name = "Live";
}
