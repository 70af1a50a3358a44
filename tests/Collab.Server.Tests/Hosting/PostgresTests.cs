using System.Diagnostics;
using System.Net;
using Collab.Domain.Policy;
using Collab.Server.Mail;
using Collab.Server.Tests.Cli;
using Collab.Server.Tests.Mail;
using Collab.Testing;
using Collab.Testing.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Hosting;

/// <summary>The server and its commands on PostgreSQL.</summary>
public sealed class PostgresTests(PostgresTests.Database database) : IClassFixture<PostgresTests.Database>, IDisposable
{
    // Between two attempts of a client.
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private const string Secret = "made-up-secret";

    private readonly string _folder = Directory.CreateTempSubdirectory("collab-test-").FullName;
    private readonly string _connection = database.Server.NewDatabase();

    public sealed class Database : IDisposable
    {
        public PostgresServer Server { get; } = PostgresServer.StartNew();

        public void Dispose() => Server.Dispose();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task While_the_database_is_away_or_silent_requests_are_answered_in_time_and_afterwards_all_is_there_once()
    {
        await using var server = await StartAsync();
        await using var jon = await server.JoinAsync(Role.Annotator, "Jon Sand");
        await using var probe = server.Stranger();
        await jon.AnnotateAsync(server.Document, "Before.");
        var during = new List<(Guid Command, string Text)>();
        foreach (var (break_, mend) in new (Action, Action)[] { (database.Server.Pause, database.Server.Resume), (database.Server.Kill, database.Server.Start) })
        {
            break_();
            try
            {
                for (var i = 0; i < 3; i++)
                {
                    using var asked = Turns.Count();
                    var command = Guid.NewGuid();
                    using var refused = await jon.PostAsync($"/api/documents/{server.Document}/annotations", Note(command, $"During {during.Count}."));
                    during.Add((command, $"During {during.Count}."));
                    Assert.True(asked.Elapsed < TimeSpan.FromSeconds(3), $"The answer took {asked.Elapsed}.");
                    Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
                    Assert.NotNull(refused.Headers.RetryAfter);
                }

                // What was found out less than half a second ago is said again.
                using var told = Turns.Count();
                while (await StatusAsync() == HttpStatusCode.OK)
                    Assert.True(told.Elapsed < TimeSpan.FromSeconds(1), "It is said to be ready without its database.");
                Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync());
                Assert.Equal("live", await probe.Http.GetStringAsync("/health/live"));
                Assert.Equal("serving", await probe.Http.GetStringAsync("/health/serving"));
            }
            finally
            {
                mend();
            }

            await ResumesAsync(jon, server.Document);
        }

        // Sent again, each is there once, whether it was stored the first time or not.
        foreach (var (command, text) in during)
        {
            using var again = await jon.PostAsync($"/api/documents/{server.Document}/annotations", Note(command, text));
            Assert.True(again.IsSuccessStatusCode, await again.Content.ReadAsStringAsync());
        }

        var texts = (await jon.ReadAsync($"/api/documents/{server.Document}"))["annotations"]!.AsArray().Select(note => (string)note!["body"]!["text"]!).ToList();
        Assert.Equal(during.Select(sent => sent.Text).Order(), texts.Where(text => text.StartsWith("During", StringComparison.Ordinal)).Order());
        Assert.Contains("Before.", texts);
        Assert.DoesNotContain(Secret, server.Log.Text, StringComparison.Ordinal);

        async Task<HttpStatusCode> StatusAsync()
        {
            using var ready = await probe.GetAsync("/health/ready");
            return ready.StatusCode;
        }
    }

    [Fact]
    public async Task A_command_on_a_server_whose_database_is_silent_says_that_and_advises_nobody_to_stop_the_server()
    {
        await using var server = await StartAsync();
        database.Server.Pause();
        try
        {
            var (code, output, errors) = await Executable.RunAsync("info", "--data", server.Data, "--storage", "postgres", "--connection", _connection);
            Assert.Equal((1, ""), (code, output));
            Assert.DoesNotContain("Stop", errors, StringComparison.Ordinal);
            Assert.Contains("cannot reach its storage", errors, StringComparison.Ordinal);
        }
        finally
        {
            database.Server.Resume();
        }

        await ResumesAsync(await server.JoinAsync(Role.Annotator, "Jon Sand"), server.Document);
    }

    [Fact]
    public async Task A_backup_of_the_folder_of_a_server_that_keeps_its_data_in_a_database_asks_for_that()
    {
        await using var server = await StartAsync();

        // As one that has moved to the database leaves it behind.
        await File.WriteAllBytesAsync(Path.Combine(server.Data, "collab.db"), []);
        var (code, _, errors) = await Executable.RunAsync("backup", Path.Combine(_folder, "old.backup"), "--data", server.Data);
        Assert.Equal(1, code);
        Assert.Contains("Collab__Connection", errors, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task A_server_whose_database_is_away_says_so_and_exits()
    {
        var (promised, took, ratios) = (TimeSpan.FromSeconds(5), await RefusedAsync(), new List<double>());
        // Where others have the processors, what matters is that it waits for nothing: one that is refused right before it would ask a database takes as long.
        for (; took >= promised && ratios.Count < 3; took = await RefusedAsync())
        {
            var without = Stopwatch.StartNew();
            await Executable.RunAsync("serve", "--data", _folder, "--storage", "mysql");
            ratios.Add(took / without.Elapsed);
        }

        Assert.True(took < promised || ratios.Min() < 2, $"It took {took}, and {string.Join(", ", ratios.Select(ratio => $"{ratio:0.0}"))} times what one takes that asks no database.");

        async Task<TimeSpan> RefusedAsync()
        {
            var asked = Stopwatch.StartNew();
            var (code, output, errors) = await Executable.RunAsync("--data", _folder, "--urls", "http://127.0.0.1:0", "--storage", "postgres", "--connection", $"Host=127.0.0.1;Port=1;Username=collab;Password={Secret};Database=collab");
            asked.Stop();
            Assert.Equal((1, ""), (code, output));
            Assert.Contains("Nothing listens at 127.0.0.1:1/collab. Start the database", errors.ReplaceLineEndings(" "), StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, errors, StringComparison.Ordinal);
            return asked.Elapsed;
        }
    }

    [Theory]
    [InlineData("There is no storage", "--storage", "mysql")]
    [InlineData("Say which database", "--storage", "postgres")]
    [InlineData("the storage is SQLite", "--storage", "sqlite", "--connection", $"Host=nowhere;Password={Secret}")]
    [InlineData("is not understood", "--connection", $"Pasword={Secret}")]
    public async Task Settings_that_do_not_fit_together_are_refused_with_what_to_do(string says, params string[] options)
    {
        var (code, _, errors) = await Executable.RunAsync(["info", "--data", _folder, .. options]);
        Assert.Equal(1, code);
        Assert.Contains(says, errors.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_is_backed_up_while_it_runs_verified_moved_to_SQLite_and_back()
    {
        string document, cookie;
        var file = Path.Combine(_folder, "copy.backup");
        string[] postgres = ["--storage", "postgres", "--connection", _connection];
        await using (var server = await StartAsync())
        {
            var jon = await server.JoinAsync(Role.Annotator, "Jon Sand");
            (document, cookie) = (server.Document, jon.Cookie!);
            await jon.AnnotateAsync(document, "Kept.");
            var info = await Executable.RunAsync(["info", "--data", server.Data, .. postgres]);
            Assert.Contains("storage    PostgreSQL 127.0.0.1:", info.Out, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, info.Out + info.Errors, StringComparison.Ordinal);
            Assert.Equal(0, (await Executable.RunAsync(["backup", file, .. postgres])).Code);
        }

        var verified = await Executable.RunAsync(["verify", .. postgres]);
        Assert.Equal(0, verified.Code);
        Assert.EndsWith("all as written.", verified.Out.TrimEnd(), StringComparison.Ordinal);
        var sqlite = Path.Combine(_folder, "sqlite");
        Assert.Equal(0, (await Executable.RunAsync("restore", file, "--data", sqlite)).Code);
        await using (var server = await CollabServer.StartAsync(sqlite))
            await HasAsync(server, "Kept.");

        var back = Path.Combine(_folder, "back.backup");
        Assert.Equal(0, (await Executable.RunAsync("backup", back, "--data", sqlite)).Code);
        var refused = await Executable.RunAsync(["restore", back, .. postgres]);
        Assert.Equal(1, refused.Code);
        Assert.Contains("is not empty", refused.Errors.ReplaceLineEndings(" "), StringComparison.Ordinal);
        var other = database.Server.NewDatabase();
        Assert.Equal(0, (await Executable.RunAsync("restore", back, "--storage", "postgres", "--connection", other)).Code);
        await using (var server = await StartAsync(other))
            await HasAsync(server, "Kept.");

        // The session came along too.
        async Task HasAsync(CollabServer server, string text)
        {
            var jon = new Participant(server, "Jon Sand", cookie);
            Assert.Equal(text, (string?)Assert.Single((await jon.ReadAsync($"/api/documents/{document}"))["annotations"]!.AsArray())!["body"]!["text"]);
        }
    }

    [Fact]
    public async Task Damage_in_the_database_is_named_by_verify()
    {
        await using (var server = await StartAsync())
        {
            var jon = await server.JoinAsync(Role.Annotator, "Jon Sand");
            await jon.AnnotateAsync(server.Document, "Hurt.");
        }

        database.Server.Query(_connection.Split("Database=")[1], "UPDATE events SET payload = convert_to(replace(convert_from(payload, 'UTF8'), 'Hurt', 'Hirt'), 'UTF8') WHERE payload IS NOT NULL");
        var verified = await Executable.RunAsync("verify", "--storage", "postgres", "--connection", _connection);
        Assert.Equal(1, verified.Code);
        Assert.Matches("damaged: document [a-z0-9]+ at seq [0-9]+:", verified.Out);
    }

    [Fact]
    public async Task A_document_whose_head_is_damaged_shows_what_is_whole_is_read_only_and_is_named_by_verify()
    {
        string document, cookie;
        await using (var server = await StartAsync())
        {
            var jon = await server.JoinAsync(Role.Annotator, "Jon Sand");
            (document, cookie) = (server.Document, jon.Cookie!);
            await jon.AnnotateAsync(document, "Whole.");
            await jon.AnnotateAsync(document, "Behind the head.");
        }

        database.Server.Query(_connection.Split("Database=")[1], $"UPDATE streams SET head = head - 1 WHERE id = '{document}'");
        await using (var server = await StartAsync())
        {
            var jon = new Participant(server, "Jon Sand", cookie);
            Assert.Equal("Whole.", (string?)Assert.Single((await jon.ReadAsync($"/api/documents/{document}"))["annotations"]!.AsArray())!["body"]!["text"]);
            Assert.Equal("409 damaged", await jon.PostAsync($"/api/documents/{document}/annotations", Note(Guid.NewGuid(), "Too late.")).OutcomeAsync());
        }

        var verified = await Executable.RunAsync("verify", "--storage", "postgres", "--connection", _connection);
        Assert.Equal(1, verified.Code);
        Assert.Contains($"damaged: document {document} at seq", verified.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_confirmed_an_address_comes_back_by_mail_and_has_a_digest_mailed()
    {
        await using var trap = new MailTrap();
        await using var server = await StartAsync(mail: MailFixture.Settings(trap.Port));
        var (ida, jon) = (await server.JoinAsync(Role.Annotator, "Ida Lund"), await server.JoinAsync(Role.Annotator, "Jon Sand"));
        Assert.Equal("202", await ida.PostAsync("/api/me/address", new { address = "ida@example.edu" }).OutcomeAsync());
        Assert.Equal("204", await server.Stranger().PostAsync("/api/mail/confirm", new { secret = await SecretAsync() }).OutcomeAsync());
        Assert.Equal("202", await server.Stranger().PostAsync("/api/mail/link", new { address = "ida@example.edu" }).OutcomeAsync());
        var link = await SecretAsync();
        using (var entered = await server.Stranger().PostAsync("/api/join", new { secret = link }))
            Assert.Equal(ida.Member, (string)(await entered.JsonAsync())["member"]!);
        Assert.Equal("410 gone", await server.Stranger().PostAsync("/api/join", new { secret = link }).OutcomeAsync());

        using (var chosen = await ida.SendAsync(HttpMethod.Put, $"/api/seminars/{server.Seminar}/mail", new { how = "daily" }))
            Assert.Equal("200", await chosen.OutcomeAsync());
        await jon.AnnotateAsync(server.Document, $"Look, @{{{ida.Member}}}.");
        var news = server.Services.GetRequiredService<NewsRound>();
        await news.RunAsync(DateTimeOffset.UtcNow.AddHours(23));
        Assert.False(trap.HasMore);
        await news.RunAsync(DateTimeOffset.UtcNow.AddHours(25));
        Assert.Contains("it mentions you", (await trap.NextAsync()).Message.Replace("=\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        await news.RunAsync(DateTimeOffset.UtcNow.AddHours(50));
        Assert.False(trap.HasMore);

        async Task<string> SecretAsync() => Assert.Single((await trap.NextAsync()).Secrets);
    }

    private Task<CollabServer> StartAsync(string? connection = null, Dictionary<string, string?>? mail = null) =>
        CollabServer.StartAsync(settings: new Dictionary<string, string?>(mail ?? []) { ["Collab:Storage"] = "postgres", ["Collab:Connection"] = connection ?? _connection });

    private static async Task ResumesAsync(Participant jon, string document)
    {
        using var since = Turns.Count();
        for (; ; await Task.Delay(Poll))
        {
            using var response = await jon.PostAsync($"/api/documents/{document}/annotations", Note(Guid.NewGuid(), "Afterwards."));
            Assert.True(since.Elapsed < TimeSpan.FromSeconds(3), $"After {since.Elapsed}: {response.StatusCode}.");
            if (response.IsSuccessStatusCode)
                return;
        }
    }

    private static object Note(Guid command, string text) => new { commandId = command, targets = Array.Empty<object>(), body = new { text, format = "markdown" } };
}
