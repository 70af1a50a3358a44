namespace Collab.Server.Tests.University;

/// <summary>Tests that share one university and one server: one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class UniversityCollection : ICollectionFixture<UniversityFixture>
{
    public const string Name = "one university";
}
