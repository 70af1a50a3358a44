using System.Text;
using Collab.Domain.Search;
using Collab.Storage.Sqlite;

namespace Collab.Storage.Tests.Sqlite;

public sealed class SqliteNoteIndexTests() : NoteIndexContract(new SqlitePlace())
{
    private string IndexFile => Path.Combine(((SqlitePlace)Place).Data, "collab.search");

    [Theory]
    [InlineData("gone")]
    [InlineData("overwritten")]
    [InlineData("cut")]
    [InlineData("no database")]
    [InlineData("another version")]
    public async Task A_file_that_is_lost_damaged_or_of_another_version_is_thrown_away_and_made_again(string what)
    {
        await FillAsync();
        Storage.Dispose();
        switch (what)
        {
            case "gone":
                File.Delete(IndexFile);
                break;
            case "overwritten":
                await using (var file = File.OpenWrite(IndexFile))
                {
                    file.Position = 4096;
                    file.Write(Encoding.ASCII.GetBytes(new string('x', (int)file.Length - 4096)));
                }

                break;
            case "cut":
                await using (var file = File.OpenWrite(IndexFile))
                    file.SetLength(4096);
                break;
            case "no database":
                await File.WriteAllTextAsync(IndexFile, new string('x', 10_000));
                break;
            default:
                using (var database = Database.OpenWriter(IndexFile))
                    database.Execute($"PRAGMA user_version = {Tokenizer.Version + 1}");
                break;
        }

        Storage = Place.Open();
        // What is read only when it is asked for is thrown away then.
        if (what == "overwritten")
            await Assert.ThrowsAsync<StorageDamagedException>(() => FoundAsync("claim"));
        Assert.Equal("0: ", await FoundAsync("claim"));
        await FillAsync();
        Assert.Equal("20: 1 2 11 13", await FoundAsync("claim"));
    }

    [Fact]
    public async Task A_damaged_file_does_not_keep_words_from_being_erased()
    {
        await FillAsync();
        Storage.Dispose();
        await using (var file = File.OpenWrite(IndexFile))
        {
            file.Position = 4096;
            file.Write(new byte[(int)file.Length - 4096]);
        }

        Storage = Place.Open();
        await ((SqliteNoteIndex)Storage.Index).ForgetAsync("d.any", new string('0', 32), 1);
        Assert.Equal("0: ", await FoundAsync("claim"));
    }

    protected override Place Another() => new SqlitePlace();
}
