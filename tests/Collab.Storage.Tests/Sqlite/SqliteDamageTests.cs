using Collab.Storage.Sqlite;
using static Collab.Storage.Tests.Drafts;

namespace Collab.Storage.Tests.Sqlite;

public sealed class SqliteDamageTests() : DamageContract(new SqlitePlace())
{
    private const string Stream = "d.resolution";

    private string Heads => Path.Combine(((SqlitePlace)Place).Data, "collab.heads");

    protected override string AnyCommand => "randomblob(16)";

    [Fact]
    public async Task An_older_copy_of_the_file_put_back_by_hand_is_found_out()
    {
        await WriteFiveAsync();
        using (var writer = Database.OpenWriter(((SqlitePlace)Place).Database))
            writer.EmptyWal();
        File.Copy(((SqlitePlace)Place).Database, Place.File("older"));
        await Log.AppendNextAsync(Stream, Draft());
        Reopen(() => File.Copy(Place.File("older"), ((SqlitePlace)Place).Database, overwrite: true));
        await DamagedAtAsync(6, () => Log.ReadAllAsync(Stream));
    }

    [Fact]
    public async Task A_lost_or_damaged_file_of_heads_accuses_no_stream()
    {
        var written = await WriteFiveAsync();
        Reopen(() =>
        {
            var heads = File.ReadAllBytes(Heads);
            Assert.Equal(3 * 64, heads.Length);

            // The seq of the stream with the key 1: it now says 69 for 5.
            heads[64 + 16] ^= 64;
            File.WriteAllBytes(Heads, heads);
        });
        Assert.Equal(written, await Log.ReadAllAsync(Stream));
        Reopen(() => File.Delete(Heads));
        Assert.Equal(written, await Log.ReadAllAsync(Stream));
    }

    protected override string Text(string text) => $"'{text}'";
}
