using Collab.Storage.Accounts;
using Collab.Storage.Postgres;
using Collab.Storage.Tests.Accounts;

namespace Collab.Storage.Tests.Postgres;

[Collection(PostgresCollection.Name)]
public sealed class PostgresAccountStoreTests : AccountStoreContract, IDisposable
{
    private readonly string _connection;
    private PostgresStorage _storage;

    public PostgresAccountStoreTests(PostgresFixture fixture)
    {
        _connection = fixture.Server.NewDatabase();
        _storage = PostgresStorage.Open(_connection);
    }

    protected override IAccountStore Accounts => _storage.Accounts;

    public void Dispose() => _storage.Dispose();

    protected override void Reopen()
    {
        _storage.Dispose();
        _storage = PostgresStorage.Open(_connection);
    }
}
