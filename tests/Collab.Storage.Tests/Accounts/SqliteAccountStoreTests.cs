using System.Text;
using Collab.Storage.Accounts;
using Collab.Storage.Sqlite;

namespace Collab.Storage.Tests.Accounts;

public sealed class SqliteAccountStoreTests : AccountStoreContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private SqliteStorage _storage;

    public SqliteAccountStoreTests() => _storage = SqliteStorage.Open(_folder.Path);

    protected override IAccountStore Accounts => _storage.Accounts;

    [Fact]
    public async Task No_secret_is_in_the_files()
    {
        var mira = new Person(Secret.NewId(), "Mira Solberg", Now);
        await Accounts.SavePersonAsync(mira);
        var (session, token, link) = (Secret.New(), Secret.New(), Secret.New());
        await Accounts.StartSessionAsync(session, mira.Id, null, SignInWay.Invite, Now);
        await Accounts.AddTokenAsync(new AccessToken(Secret.NewId(), mira.Id, "t", TokenScopes.Read, null, Now), token);
        await Accounts.AddLinkAsync(new SignInLink(LinkKind.Owner, null, null, null, Now, Now, RemoteAllowed: false), link);
        _storage.Dispose();
        var bytes = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(_folder.File("collab.db")));
        Assert.Contains(Secret.Hash(session), bytes, StringComparison.Ordinal);
        Assert.All([session, token, link], secret => Assert.DoesNotContain(secret, bytes, StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _storage.Dispose();
        _folder.Dispose();
    }

    protected override void Reopen()
    {
        _storage.Dispose();
        _storage = SqliteStorage.Open(_folder.Path);
    }
}
