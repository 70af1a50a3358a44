using System.Diagnostics;
using System.Text;
using Collab.Cluster.Tests.Running;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

/// <summary>Erasing, seen from outside: by the command, through kills, and after an older backup was put back.</summary>
public sealed class ErasureTests(ITestOutputHelper output) : IDisposable
{
    private const string Word = "unspeakable-ø";

    private readonly string _folder = Directory.CreateTempSubdirectory("collab-erasure-").FullName;

    private string Data => Path.Combine(_folder, "data");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_older_backup_that_is_put_back_is_erased_anew_before_anybody_is_let_in()
    {
        var (old, later) = (Path.Combine(_folder, "old.backup"), Path.Combine(_folder, "later.backup"));
        string document;
        await using (var server = await ServerProcess.StartAsync(Data))
        {
            using var room = await Room.EnterAsync(server);
            using var ida = (await Person.JoinAsync(server.Address, await room.InviteAsync("annotator"), "Ida Vanishing")).Person;
            document = room.Document;
            await ida.PostAsync($"api/documents/{document}/annotations", room.Note(Guid.NewGuid(), Word));
            await room.Owner.PostAsync($"api/documents/{document}/annotations", room.Note(Guid.NewGuid(), "the owner's"));
            (await Executable.RunAsync("backup", old, "--data", Data)).Demand();
            Assert.NotEmpty(Traces(Data));

            var unsure = await Executable.RunAsync("erase", "--person", "Ida Vanishing", "--data", Data);
            Assert.Equal(1, unsure.Code);
            Assert.Contains("Nothing was erased", unsure.Errors, StringComparison.Ordinal);
            Assert.Equal(1, (await Executable.RunAsync("erase", "--person", "Nobody", "--yes", "--data", Data)).Code);
            Assert.NotEmpty(Traces(Data));
            var erased = (await Executable.RunAsync("erase", "--person", "ida vanishing", "--yes", "--data", Data)).Demand();
            Assert.Contains("Backups and exports made before", erased.Errors, StringComparison.Ordinal);
            Assert.Empty(Traces(Data));
            using var refused = await ida.Http.GetAsync("api/me");
            Assert.Equal(System.Net.HttpStatusCode.Unauthorized, refused.StatusCode);

            (await Executable.RunAsync("backup", later, "--data", Data)).Demand();
            Assert.DoesNotContain("later.backup", string.Join(' ', Traces(_folder)), StringComparison.Ordinal);
            server.Terminate();
            Assert.Equal(0, await server.EndedAsync());
        }

        await CheckAsync("with-folder", true, "--erasures", Data);
        await CheckAsync("with-list", true, "--erasures", later + ".erasures");
        var without = await CheckAsync("without", false);
        Assert.Contains("What was erased after this backup was made, if anything was, is back", without.Errors, StringComparison.Ordinal);
        var none = (await Executable.RunAsync("restore", later, "--erasures", Data, "--data", Path.Combine(_folder, "none"))).Demand();
        Assert.Contains("Nothing was erased since", none.Errors, StringComparison.Ordinal);

        async Task<CommandResult> CheckAsync(string name, bool gone, params string[] list)
        {
            var restored = Path.Combine(_folder, name);
            var result = (await Executable.RunAsync(["restore", old, "--data", restored, .. list])).Demand();
            Assert.Equal(gone, Traces(restored).Count == 0);
            Assert.Equal(gone, result.Errors.Contains("Erased again", StringComparison.Ordinal));
            (await Executable.RunAsync("verify", "--data", restored)).Demand();
            var export = (await Executable.RunAsync("export", document, "--format", "text", "--data", restored)).Demand().Out;
            Assert.Equal(gone, export.Contains("rased on request", StringComparison.Ordinal));
            Assert.Contains("the owner's", export, StringComparison.Ordinal);
            return result;
        }
    }

    [Fact]
    public async Task Wherever_it_is_killed_the_next_start_has_finished_what_was_noted()
    {
        var (noted, times) = (0L, 0);
        var server = await ServerProcess.StartAsync(Data);
        try
        {
            using var room = await Room.EnterAsync(server);
            var secret = await room.InviteAsync("annotator");
            for (var round = 0; round < 6; round++)
            {
                var (ida, joined) = await Person.JoinAsync(server.Address, secret, $"Ida Vanishing {round}");
                using var person = ida;
                for (var i = 0; i < 30; i++)
                    await ida.PostAsync($"api/documents/{room.Document}/annotations", room.Note(Guid.NewGuid(), $"{Word} {round}"));
                var began = Stopwatch.GetTimestamp();
                var erasing = ida.Http.PostAsync($"api/seminars/{room.Seminar}/members/{joined["member"]}/erase", null);
                // From its first steps until after its end, round by round.
                await Patience.UntilAsync(() => Task.FromResult(round == 0 || Noted() > noted), "the erasure is noted");
                await Task.Delay(round * 7);
                await server.KillAsync();
                var isNoted = Noted() > noted;
                noted = Noted();
                times += isNoted ? 1 : 0;
                await server.DisposeAsync();
                await erasing.ContinueWith(_ => { }, TaskScheduler.Default);
                output.WriteLine($"killed after {Stopwatch.GetElapsedTime(began).TotalMilliseconds:0} ms, {(isNoted ? "noted" : "not noted")}, {Traces(Data, $"{Word} {round}").Count} files with words");

                server = await ServerProcess.StartAsync(Data, server.Address.Port);
                Assert.Equal(!isNoted, Traces(Data, $"{Word} {round}").Count > 0);
                Assert.Equal(!isNoted, Traces(Data, $"Ida Vanishing {round}").Count > 0);
            }

            Assert.True(times >= 5, $"Only {times} erasures were noted before the kill.");
            (await Executable.RunAsync("verify", "--data", Data)).Demand();
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    // Not its lines: who reads locks the file, and the server could not write; who meets the server's lock could not read.
    private long Noted() => new FileInfo(List) is { Exists: true } list ? list.Length : 0;

    private string List => Path.Combine(Data, "collab.erasures");

    private static List<string> Traces(string folder) => [.. Traces(folder, Word), .. Traces(folder, "Ida Vanishing")];

    /// <summary>The files in which a word stands, in UTF-8 or UTF-16.</summary>
    private static List<string> Traces(string folder, string word) => [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(file => Path.GetExtension(file) is not (".sock" or ".lock")).Where(file => Holds(file, word)).Select(file => Path.GetFileName(file))];

    private static bool Holds(string file, string word)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        ReadOnlySpan<byte> bytes = copy.ToArray();
        return bytes.IndexOf(Encoding.UTF8.GetBytes(word)) >= 0 || bytes.IndexOf(Encoding.Unicode.GetBytes(word)) >= 0;
    }
}
