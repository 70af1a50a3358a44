namespace Collab.Storage.Tests.Postgres;

[Collection(PostgresCollection.Name)]
public sealed class PostgresContractTests(PostgresFixture fixture) : StorageContract(new PostgresPlace(fixture.Server))
{
    private readonly PostgresFixture _fixture = fixture;

    protected override Place Another() => new PostgresPlace(_fixture.Server);
}
