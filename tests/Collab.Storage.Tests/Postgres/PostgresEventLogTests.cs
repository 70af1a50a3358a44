using Collab.Storage.Postgres;

namespace Collab.Storage.Tests.Postgres;

[Collection(PostgresCollection.Name)]
public sealed class PostgresEventLogTests : EventLogContract, IDisposable
{
    private readonly PostgresStorage _storage;

    public PostgresEventLogTests(PostgresFixture fixture) => _storage = PostgresStorage.Open(fixture.Server.NewDatabase());

    protected override IEventLog Log => _storage.Log;

    public void Dispose() => _storage.Dispose();
}
