using Collab.Server.Hosting;
using Collab.Server.Security;
using Collab.Storage.Accounts;
using Collab.Storage.Sqlite;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Collab.Server.Tests.Security;

public sealed class CredentialsTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("collab-test-").FullName;
    private readonly SqliteStorage _storage;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));

    public CredentialsTests() => _storage = SqliteStorage.Open(_data);

    public void Dispose()
    {
        _storage.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task Nobody_is_kept_from_reading_because_it_cannot_be_noted_that_they_do()
    {
        var accounts = AccountsOnAFullDisk.Of(_storage.Accounts);
        var secret = await SessionAsync();
        _time.Advance(TimeSpan.FromHours(2));
        var credentials = New(accounts);

        Assert.NotNull(await credentials.OfSessionAsync(secret));
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.NotNull(await credentials.OfSessionAsync(secret));

        // Not at every request: the disk is full for the next as well.
        Assert.Equal(1, ((AccountsOnAFullDisk)(object)accounts).Asked);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.NotNull(await credentials.OfSessionAsync(secret));
        Assert.Equal(2, ((AccountsOnAFullDisk)(object)accounts).Asked);
    }

    [Fact]
    public async Task Who_is_known_reads_on_while_storage_is_away_but_not_for_ever()
    {
        var accounts = AccountsThatAreAway.Of(_storage.Accounts);
        var (known, unknown) = (await SessionAsync(), await SessionAsync());
        var credentials = New(accounts);
        Assert.NotNull(await credentials.OfSessionAsync(known));
        ((AccountsThatAreAway)(object)accounts).Away = true;

        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.NotNull(await credentials.OfSessionAsync(known));
        await Assert.ThrowsAsync<Storage.StorageUnavailableException>(() => credentials.OfSessionAsync(unknown));
        _time.Advance(TimeSpan.FromMinutes(10));
        await Assert.ThrowsAsync<Storage.StorageUnavailableException>(() => credentials.OfSessionAsync(known));
    }

    [Fact]
    public async Task A_token_of_somebody_else_is_not_ended_by_its_id()
    {
        var credentials = New(_storage.Accounts);
        var ended = new List<string>();
        credentials.Ended += ended.Add;

        Assert.False(await credentials.RevokeTokenAsync("somebody", "a-token-of-others"));

        Assert.Empty(ended);
    }

    private Credentials New(IAccountStore accounts) => new(accounts, _time, Options.Create(new ServerOptions()));

    private async Task<string> SessionAsync()
    {
        var person = new Person(Secret.NewId(), "Jon Sand", _time.GetUtcNow());
        await _storage.Accounts.SavePersonAsync(person);
        var secret = Secret.New();
        await _storage.Accounts.StartSessionAsync(secret, person.Id, "test", _time.GetUtcNow());
        return secret;
    }
}
