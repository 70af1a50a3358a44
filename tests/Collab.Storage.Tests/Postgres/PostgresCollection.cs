using Collab.Testing.Postgres;

namespace Collab.Storage.Tests.Postgres;

/// <summary>The tests that share one PostgreSQL, each with a database of its own.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresCollection : ICollectionFixture<PostgresFixture>
{
    public const string Name = "PostgreSQL";
}
