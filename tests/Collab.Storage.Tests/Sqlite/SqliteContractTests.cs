namespace Collab.Storage.Tests.Sqlite;

public sealed class SqliteContractTests() : StorageContract(new SqlitePlace())
{
    protected override Place Another() => new SqlitePlace();
}
