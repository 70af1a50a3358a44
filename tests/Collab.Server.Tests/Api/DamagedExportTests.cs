using System.Net;
using Collab.Domain.Policy;
using Collab.Server.Admin;
using Collab.Server.Tests.Cli;
using Collab.Server.Tests.Hosting;
using Collab.Storage;
using Collab.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Api;

/// <summary>What is taken away of a document whose log was damaged while it was open.</summary>
public sealed class DamagedExportTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("collab-test-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task M221_what_the_log_cannot_prove_any_more_is_taken_away_by_no_way_and_the_whole_part_is()
    {
        await using var server = await CollabServer.StartAsync(_data);
        var jon = await server.JoinAsync(Role.Annotator, "Jon Sand");
        await jon.AnnotateAsync(server.Document, "Whole.");
        await jon.AnnotateAsync(server.Document, "Hurt.");
        await jon.AnnotateAsync(server.Document, "Behind it.");
        var path = $"/api/documents/{server.Document}";
        Assert.Equal("200", await jon.GetAsync($"{path}/export?format=json").OutcomeAsync());

        var seq = DamagedFile.Hurt(_data, server.Document);

        foreach (var way in new[] { "export?format=json", "export?format=docx", "archive" })
        {
            using var answer = await jon.GetAsync($"{path}/{way}");
            Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
            Assert.Contains($"damaged at seq {seq}", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        foreach (var format in new[] { "text", "archive" })
        {
            var file = Path.Combine(_data, "taken");
            var taken = await Executable.RunAsync("export", server.Document, "--data", _data, "--format", format, "--out", file);
            Assert.NotEqual(0, taken.Code);
            Assert.Contains($"damaged at seq {seq}", taken.Errors, StringComparison.Ordinal);
            Assert.False(File.Exists(file));
        }

        using var before = await jon.GetAsync($"{path}/export?format=text&at={seq - 1}");
        var whole = await before.Content.ReadAsStringAsync();
        Assert.True(before.IsSuccessStatusCode, whole);
        Assert.Contains("Whole.", whole, StringComparison.Ordinal);
        Assert.Contains($"The document {server.Document} was found damaged at seq {seq}", server.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_text_is_named_at_the_event_that_brought_it_and_the_damage_behind_it_too()
    {
        await using var server = await CollabServer.StartAsync(_data);
        var jon = await server.JoinAsync(Role.Annotator, "Jon Sand");
        await jon.AnnotateAsync(server.Document, "Hurt.");
        var seq = DamagedFile.Hurt(_data, server.Document);
        var log = server.Services.GetRequiredService<IEventLog>();
        var brought = (await log.ReadAsync(server.Document, 0, (int)seq - 1)).Single(e => e.Kind == "DocumentImported").Seq;
        await using (var behind = new SqliteConnection($"Data Source={Path.Combine(_data, "collab.db")};Pooling=False"))
        {
            await behind.OpenAsync();
            await using var command = behind.CreateCommand();
            command.CommandText = "UPDATE texts SET bytes = x'00'";
            await command.ExecuteNonQueryAsync();
        }

        var found = await Verification.RunAsync(server.Services.GetRequiredService<IStorage>(), _ => Task.CompletedTask);
        Assert.Equal([brought, seq], found.Damaged.Where(damage => damage.Stream == server.Document).Select(damage => damage.Seq));
    }
}
