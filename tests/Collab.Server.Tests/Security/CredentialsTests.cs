using Collab.Server.Api;
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
    public async Task Whose_connection_closes_because_another_node_ended_their_token_is_not_let_in_again()
    {
        var (here, elsewhere) = (New(_storage.Accounts), New(_storage.Accounts));
        var owner = await PersonAsync();
        var made = await TokensApi.MakeAsync(_storage.Accounts, owner.Id, "Nightly export", TokenScopes.Read, null, _time.GetUtcNow(), null);
        var caller = (await here.OfTokenAsync(made.Token))!;
        Assert.True(await elsewhere.RevokeTokenAsync(owner.Id, made.Id));
        Assert.NotNull(await here.OfTokenAsync(made.Token));

        Assert.False((await here.AreStillValidAsync([caller]))[0]);

        Assert.Null(await here.OfTokenAsync(made.Token));
    }

    [Fact]
    public async Task Of_many_sessions_and_tokens_each_holds_by_itself_and_for_its_own_person()
    {
        var credentials = New(_storage.Accounts);
        List<Caller> callers = [];
        for (var i = 0; i < 3; i++)
        {
            callers.Add((await credentials.OfSessionAsync(await SessionAsync()))!);
            var owner = await PersonAsync();
            callers.Add((await credentials.OfTokenAsync((await TokensApi.MakeAsync(_storage.Accounts, owner.Id, "Nightly export", TokenScopes.Read, null, _time.GetUtcNow(), null)).Token))!);
        }

        await credentials.EndSessionAsync(callers[0].Session!);
        Assert.True(await credentials.RevokeTokenAsync(callers[3].Person, callers[3].Token!));
        callers.Add(callers[2] with { Person = callers[1].Person });
        callers.Add(callers[5] with { Person = callers[1].Person });
        callers.Add(callers[2]);

        Assert.Equal([false, true, true, false, true, true, false, false, true], await credentials.AreStillValidAsync(callers));
    }

    [Fact]
    public async Task M167_Who_is_known_by_a_secret_of_one_kind_is_not_known_by_it_as_another()
    {
        var (owner, session) = (await PersonAsync(), await SessionAsync());
        var credentials = New(_storage.Accounts);
        var made = await TokensApi.MakeAsync(_storage.Accounts, owner.Id, "Nightly export", TokenScopes.Read, null, _time.GetUtcNow(), null);
        var caller = (await credentials.OfTokenAsync(made.Token))!;
        Assert.Null(await credentials.OfSessionAsync(made.Token));

        Assert.NotNull(await credentials.OfSessionAsync(session));
        Assert.Null(await credentials.OfTokenAsync(session));

        // One of Hypothesis' client, which holds for one document.
        Assert.NotNull(await credentials.OfHolderAsync("sealed", caller));
        Assert.Null(await credentials.OfTokenAsync("sealed"));
        Assert.Null(await credentials.OfSessionAsync("sealed"));
    }

    [Fact]
    public async Task A_token_of_somebody_else_is_not_ended_by_its_id()
    {
        var credentials = New(_storage.Accounts);
        var ended = new List<string>();
        credentials.Ended += ended.Add;
        var owner = await PersonAsync();
        var made = await TokensApi.MakeAsync(_storage.Accounts, owner.Id, "Nightly export", TokenScopes.Read, null, _time.GetUtcNow(), null);

        Assert.False(await credentials.RevokeTokenAsync((await PersonAsync()).Id, made.Id));

        Assert.Empty(ended);
        Assert.NotNull(await credentials.OfTokenAsync(made.Token));

        // Its owner ends it, and it is forgotten at once, however lately it was believed.
        Assert.True(await credentials.RevokeTokenAsync(owner.Id, made.Id));
        Assert.Equal([made.Id], ended);
        Assert.Null(await credentials.OfTokenAsync(made.Token));
    }

    [Theory]
    [InlineData(365)]
    [InlineData(-365)]
    public async Task A_clock_that_is_set_while_the_server_runs_ends_no_session_and_one_that_nobody_uses_ends_in_time(int days)
    {
        var clock = new SetClock(_time);
        var credentials = new Credentials(_storage.Accounts, clock, Options.Create(new ServerOptions()));
        var before = await credentials.BeginSessionAsync((await PersonAsync()).Id, "test", SignInWay.Invite);
        clock.Ahead = TimeSpan.FromDays(days);
        var during = await credentials.BeginSessionAsync((await PersonAsync()).Id, "test", SignInWay.Invite);
        await AssertHoldAsync();
        clock.Ahead = TimeSpan.Zero;
        await AssertHoldAsync();

        // The next process has the clock alone to go by: what was noted meanwhile must not be long ago for it.
        credentials = New(_storage.Accounts);
        await AssertHoldAsync();

        _time.Advance(TimeSpan.FromDays(91));
        Assert.Null(await credentials.OfSessionAsync(before));

        async Task AssertHoldAsync()
        {
            foreach (var secret in new[] { before, during })
            {
                var caller = await credentials.OfSessionAsync(secret);
                Assert.NotNull(caller);
                Assert.True((await credentials.AreStillValidAsync([caller]))[0]);
            }
        }
    }

    [Fact]
    public async Task A_session_that_is_used_every_week_ends_after_half_a_year_all_the_same_unless_its_person_shows_again_who_they_are()
    {
        var credentials = New(_storage.Accounts);
        var (used, shownAgain) = (await SessionAsync(), await SessionAsync());
        var caller = (await credentials.OfSessionAsync(used))!;
        for (var week = 1; week <= 25; week++)
        {
            _time.Advance(TimeSpan.FromDays(7));
            Assert.NotNull(await credentials.OfSessionAsync(used));
            Assert.True((await credentials.AreStillValidAsync([caller]))[0]);
            Assert.NotNull(await credentials.OfSessionAsync(shownAgain));
        }

        Assert.True(await _storage.Accounts.ConfirmSessionAsync(Secret.Hash(shownAgain), SignInWay.Passkey, _time.GetUtcNow()));
        _time.Advance(TimeSpan.FromDays(7));

        // By this the open connections and streams are asked about, twice a second.
        Assert.False((await credentials.AreStillValidAsync([caller]))[0]);
        Assert.Null(await credentials.OfSessionAsync(used));
        Assert.NotNull(await credentials.OfSessionAsync(shownAgain));
    }

    private Credentials New(IAccountStore accounts) => new(accounts, _time, Options.Create(new ServerOptions()));

    private async Task<Person> PersonAsync()
    {
        var person = new Person(Secret.NewId(), "Jon Sand", _time.GetUtcNow());
        await _storage.Accounts.SavePersonAsync(person);
        return person;
    }

    private async Task<string> SessionAsync()
    {
        var person = await PersonAsync();
        var secret = Secret.New();
        await _storage.Accounts.StartSessionAsync(secret, person.Id, "test", SignInWay.Invite, _time.GetUtcNow());
        return secret;
    }
}
