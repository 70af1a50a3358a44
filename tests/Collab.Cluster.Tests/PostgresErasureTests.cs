using System.Text;
using Collab.Cluster.Tests.Running;
using Collab.Testing.Postgres;

namespace Collab.Cluster.Tests;

/// <summary>Erasing from PostgreSQL by the commands: from its tables' files, and from an older backup that is put back.</summary>
public sealed class PostgresErasureTests : IDisposable
{
    private const string Word = "unspeakable-ø", Name = "Ida Vanishing";

    private readonly string _folder = Directory.CreateTempSubdirectory("collab-erasure-").FullName;
    private readonly PostgresServer _postgres = PostgresServer.StartNew();

    private string Old => Path.Combine(_folder, "old.backup");

    public void Dispose()
    {
        _postgres.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Nothing_is_left_in_the_tables_files_and_an_older_backup_is_erased_anew_by_the_list_of_any_node()
    {
        string document;
        var (newer, list) = (Path.Combine(_folder, "later.backup"), Path.Combine(_folder, "later.backup.erasures"));
        await using (var nodes = await Nodes.StartAsync(_postgres, 2))
        {
            string[] storage = ["--data", nodes.FolderOf(0), "--storage", "postgres", "--connection", nodes.Connection];
            using var room = await Room.EnterAsync(nodes[0]);
            using var ida = (await Person.JoinAsync(nodes[0].Address, await room.InviteAsync("annotator"), Name)).Person;
            document = room.Document;
            await ida.PostAsync($"api/documents/{document}/annotations", room.Note(Guid.NewGuid(), Word));
            await room.Owner.PostAsync($"api/documents/{document}/annotations", room.Note(Guid.NewGuid(), "the owner's"));
            (await Executable.RunAsync(["backup", Old, .. storage])).Demand();
            _postgres.Query("postgres", "CHECKPOINT");
            Assert.True(IsInTables(Word) && IsInTables(Name), "The words are not looked for where they stand.");

            var erased = (await Executable.RunAsync(["erase", "--person", Name, "--compact", "--yes", .. storage])).Demand();

            Assert.Contains("The tables are written anew", erased.Errors, StringComparison.Ordinal);
            Assert.False(IsInTables(Word) || IsInTables(Name), "Something is left.");
            Assert.True(IsInTables("the owner's"), "More is gone than was erased.");
            (await Executable.RunAsync(["verify", .. storage])).Demand();
            (await Executable.RunAsync("backup", newer, "--data", nodes.FolderOf(1), "--storage", "postgres", "--connection", nodes.Connection)).Demand();
        }

        var with = await RestoredAsync("with", "--erasures", list);
        Assert.Contains("Erased again", with.Errors, StringComparison.Ordinal);
        Assert.False(with.Holds);
        var without = await RestoredAsync("without");
        Assert.Contains("What was erased after this backup was made, if anything was, is back", without.Errors, StringComparison.Ordinal);
        Assert.True(without.Holds);

        async Task<(string Errors, bool Holds)> RestoredAsync(string name, params string[] erasures)
        {
            string[] storage = ["--data", Path.Combine(_folder, name), "--storage", "postgres", "--connection", _postgres.NewDatabase()];
            var restored = (await Executable.RunAsync(["restore", Old, .. storage, .. erasures])).Demand();
            (await Executable.RunAsync(["verify", .. storage])).Demand();
            var export = (await Executable.RunAsync(["export", document, "--format", "text", .. storage])).Demand().Out;
            Assert.Contains("the owner's", export, StringComparison.Ordinal);
            var later = Path.Combine(_folder, $"{name}.backup");
            (await Executable.RunAsync(["backup", later, .. storage])).Demand();
            Assert.Equal(Holds(later, Word), export.Contains(Word, StringComparison.Ordinal));
            return (restored.Errors, Holds(later, Word) || Holds(later, Name));
        }
    }

    private bool IsInTables(string word) => Directory.EnumerateFiles(Path.Combine(_postgres.Data, "base"), "*", SearchOption.AllDirectories).Any(file => Holds(file, word));

    private static bool Holds(string file, string word) => File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)) >= 0;
}
