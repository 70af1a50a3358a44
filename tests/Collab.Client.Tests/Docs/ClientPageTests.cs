using System.Globalization;
using System.Text.RegularExpressions;
using Collab.Server.Tests.Docs;

namespace Collab.Client.Tests.Docs;

/// <summary>What the pages show compiles and runs.</summary>
[Collection(ClientCollection.Name)]
public sealed partial class ClientPageTests(ClientFixture fixture)
{
    [Theory]
    [InlineData("docs/client.md", 5)]
    [InlineData("src/Collab.Client/README.md", 2)]
    public void Every_program_of_the_page_is_one_that_runs_here(string page, int atLeast)
    {
        var source = Words(Repository.Read("tests/Collab.Client.Tests/Docs/Examples.cs"));
        var programs = Program().Matches(Repository.Read(page)).Select(program => program.Groups["code"].Value).ToList();
        Assert.True(programs.Count >= atLeast, $"{programs.Count} programs");
        Assert.All(programs, program => Assert.Contains(Words(program), source, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_programs_do_what_the_page_says()
    {
        var (_, id, token) = await fixture.OpenAsync();
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var client = new CollabClient(fixture.Server.Address, token);
        var document = client.Document(id);

        var note = await Examples.Begin(fixture.Server.Address, token, id);
        Assert.Equal([(note.Id!, "Who is meant here?")], (await Examples.Follow(client, id, stop.Token)).Select(known => (known.Key, known.Value)));

        Assert.Equal("done", await Examples.Refused(document, note.Id!));
        Assert.Equal("read it again, decide, and send a new command", await Examples.Refused(document, note.Id!));
        Assert.StartsWith("404 not-found: ", await Examples.Refused(document, "none"), StringComparison.Ordinal);
        Assert.Equal(2, (await Examples.Once(document, Guid.NewGuid())).Number);

        List<long> handled = [];
        string? kept = note.Seq.ToString(CultureInfo.InvariantCulture);
        for (var until = note.Seq + 2; until <= note.Seq + 3; until++)
        {
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Examples.Resume(client, id, kept, SaveAsync, enough.Token));
            await document.AnnotateAsync(new NewNote("Meanwhile."), cancellation: stop.Token);

            async Task SaveAsync(Update update, string cursor)
            {
                handled.AddRange(((Batch)update).Events.Select(e => e.Seq));
                kept = cursor;
                if (update.Cursor.Seq >= until)
                    await enough.CancelAsync();
            }
        }

        Assert.Equal([note.Seq + 1, note.Seq + 2, note.Seq + 3], handled);
    }

    private static string Words(string code) => Space().Replace(code, " ").Trim();

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Program();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
