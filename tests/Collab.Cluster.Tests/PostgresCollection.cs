using Collab.Cluster.Tests.Running;

namespace Collab.Cluster.Tests;

[CollectionDefinition(nameof(PostgresFixture))]
public sealed class PostgresCollection : ICollectionFixture<PostgresFixture>;
