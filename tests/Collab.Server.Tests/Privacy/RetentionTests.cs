using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Server.Api;
using Collab.Server.Erasing;
using Collab.Server.Hosting;
using Collab.Server.Privacy;
using Collab.Server.Security;
using Collab.Server.Tests.Erasing;
using Collab.Server.Tests.Scrubbing;
using Collab.Storage;
using Collab.Storage.Erasures;
using Collab.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Collab.Server.Tests.Privacy;

/// <summary>A seminar ends when it has been kept as long as it was to be, after saying so, and by no clock that was set wrong.</summary>
public sealed class RetentionTests : IAsyncLifetime
{
    private const string Words = "unretained-words-ø", Private = "unretained-private-ø", Name = "Ulla Unretained-Ö", Late = "Lena Latecomer-Ö";

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private CollabServer _server = null!;
    private Participant _owner = null!, _ulla = null!;
    private string _seminar = "", _document = "";
    private Retention _retention = null!;

    public async Task InitializeAsync()
    {
        _server = await CollabServer.StartAsync();
        (_seminar, _owner, _document) = await _server.NewSeminarAsync();
        _ulla = await _server.JoinAsync(Role.Annotator, Name, _seminar);
        await _ulla.AnnotateAsync(_document, Words);
        await _ulla.AnnotateAsync(_document, Private, isPrivate: true);
        using var ruled = await _owner.PatchAsync($"/api/seminars/{_seminar}/settings", new { retentionDays = 90 });
        Assert.Equal(200, (int)ruled.StatusCode);
        _retention = Started();
    }

    public async Task DisposeAsync()
    {
        _retention.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task It_is_said_thirty_days_before_and_then_nothing_is_left_of_what_was_written()
    {
        await PassAsync(59);
        Assert.Null(await EndsAsync());
        await PassAsync(2);
        Assert.InRange((await EndsAsync()).GetValueOrDefault() - _time.GetUtcNow(), TimeSpan.FromDays(28), TimeSpan.FromDays(31));
        await PassAsync(28);
        Assert.Equal("200", await _ulla.GetAsync($"/api/documents/{_document}").OutcomeAsync());
        Assert.NotEmpty(await Traces.InFilesAsync([Words, Private, Name], _server.Data));
        await PassAsync(3);
        Assert.Equal("404 not-found", await _owner.GetAsync($"/api/seminars/{_seminar}").OutcomeAsync());
        Assert.Equal("404 not-found", await _ulla.GetAsync($"/api/documents/{_document}").OutcomeAsync());
        Assert.Empty(await Traces.InFilesAsync([Words, Private, Name], _server.Data));
        // The other seminar said nothing of an end.
        Assert.Equal("200", await (await _server.JoinAsync(Role.Reader)).GetAsync($"/api/documents/{_server.Document}").OutcomeAsync());
    }

    [Fact]
    public async Task Whatever_happens_in_it_takes_the_end_back()
    {
        await PassAsync(70);
        Assert.NotNull(await EndsAsync());
        using var ruled = await _owner.PatchAsync($"/api/seminars/{_seminar}/settings", new { retentionDays = 80 });
        // It was done now by the server's own clock, 70 days before what this one says.
        await PassAsync(15);
        Assert.Equal("200", await _owner.GetAsync($"/api/seminars/{_seminar}").OutcomeAsync());
        Assert.InRange((await EndsAsync()).GetValueOrDefault() - _time.GetUtcNow(), TimeSpan.FromDays(14), TimeSpan.FromDays(17));
    }

    [Fact]
    public async Task To_have_read_something_puts_no_end_off()
    {
        var log = _server.Services.GetRequiredService<IStorage>().Log;
        var notebook = $"{_document}/{_owner.Member}";
        await log.CreateAsync(notebook, StreamKind.Notebook);
        var read = new LogEvent { Seq = 1, At = DateTimeOffset.UtcNow.AddDays(80), Actor = _owner.Member, Command = Guid.NewGuid(), Data = new ReadMarked("epoch", 1, []) };
        await log.AppendAsync(notebook, 0, [EventCodec.Seal(notebook, EventChain.Genesis(notebook), read)]);
        await PassAsync(61);
        Assert.NotNull(await EndsAsync());
    }

    [Fact]
    public async Task M86_a_clock_that_is_set_a_year_ahead_ends_nothing_whether_the_server_runs_or_starts_with_it()
    {
        await PassAsync(1);
        _time.AdjustTime(_time.GetUtcNow().AddDays(365));
        await PassAsync(2);
        Assert.NotNull(await EndsAsync());
        for (var start = 0; start < 5; start++)
        {
            _retention.Dispose();
            _retention = Started();
            await _retention.RoundAsync();
            _time.AdjustTime(_time.GetUtcNow().AddDays(365));
        }

        Assert.Equal("200", await _owner.GetAsync($"/api/seminars/{_seminar}").OutcomeAsync());
        _time.AdjustTime(DateTimeOffset.UtcNow);
        await _retention.RoundAsync();
        Assert.Null(await EndsAsync());
    }

    [Fact]
    public async Task What_a_crash_cut_short_is_done_by_the_next_round()
    {
        await _server.Accounts.SaveSettingAsync($"retention/{_seminar}", System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new RetentionNotice(default, default, default, Ending: true)));
        var grain = _server.Grains.GetGrain<Contracts.Seminars.ISeminarGrain>(_seminar);
        (await grain.DeleteAsync(null, (await grain.OpenAsync())!.Title)).Demand();
        Assert.NotEmpty(await Traces.InFilesAsync([Words], _server.Data));
        await _retention.RoundAsync();
        Assert.Empty(await Traces.InFilesAsync([Words, Private, Name], _server.Data));
    }

    [Fact]
    public async Task M228_what_happens_while_it_is_ended_takes_the_end_back_and_after_a_crash_too()
    {
        await PassAsync(90);
        await _server.Accounts.SaveSettingAsync($"retention/{_seminar}", System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new RetentionNotice(DateTimeOffset.UtcNow.AddDays(-1), _time.GetUtcNow(), TimeSpan.FromDays(31), Ending: true)));
        await _retention.RoundAsync();
        Assert.Equal("200", await _owner.GetAsync($"/api/seminars/{_seminar}").OutcomeAsync());

        // As if it were to end now: somebody comes in the moment in which that is written down.
        _retention.Dispose();
        var listed = 0;
        _retention = Started(StorageThatIsWatched.Of(_server.Services.GetRequiredService<IStorage>(), listing: async kind =>
        {
            // The first list of notebooks is the round's; the second is asked before the end.
            if (kind == StreamKind.Notebook && ++listed == 2)
                await _server.JoinAsync(Role.Annotator, Late, _seminar);
        }), _time);
        _time.Advance(TimeSpan.FromDays(1));
        await DueAsync();
        await _retention.RoundAsync();
        Assert.Equal(2, listed);
        Assert.Equal("200", await _ulla.GetAsync($"/api/documents/{_document}").OutcomeAsync());
        Assert.NotEmpty(await Traces.InFilesAsync([Words], _server.Data));
        Assert.NotEmpty(await Traces.InFilesAsync([Late], _server.Data));

        async Task DueAsync()
        {
            var state = (await _server.Grains.GetGrain<Contracts.Seminars.ISeminarGrain>(_seminar).OpenAsync())!;
            var last = (await _server.Services.GetRequiredService<IStorage>().Log.ReadAsync(_document, 0, 1_000))[^1].At;
            last = last > state.At ? last : state.At;
            foreach (var stream in (await _server.Services.GetRequiredService<IStorage>().Log.ListAsync(StreamKind.Notebook)).Where(stream => stream.Stream.StartsWith(_document, StringComparison.Ordinal)))
            {
                var at = (await _server.Services.GetRequiredService<IStorage>().Log.ReadAsync(stream.Stream, 0, 1_000))[^1].At;
                last = last > at ? last : at;
            }

            await _server.Accounts.SaveSettingAsync($"retention/{_seminar}", System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new RetentionNotice(last, _time.GetUtcNow(), TimeSpan.FromDays(31))));
        }
    }

    [Fact]
    public async Task Who_comes_in_behind_the_last_look_is_erased_with_the_others()
    {
        _retention.Dispose();
        Participant? late = null;
        _retention = Started(StorageThatIsWatched.Of(_server.Services.GetRequiredService<IStorage>(), saved: async (key, value) =>
        {
            if (key == $"retention/{_seminar}" && System.Text.Json.JsonSerializer.Deserialize<RetentionNotice>(value.Span)!.Ending)
                late = await _server.JoinAsync(Role.Annotator, Late, _seminar);
        }), _time);
        await PassAsync(91);
        Assert.NotNull(late);
        Assert.Equal("404 not-found", await late.GetAsync($"/api/documents/{_document}").OutcomeAsync());
        Assert.Equal("404 not-found", await _owner.GetAsync($"/api/seminars/{_seminar}").OutcomeAsync());
        Assert.Empty(await Traces.InFilesAsync([Words, Private, Name, Late], _server.Data));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(90)]
    public async Task M212_what_was_written_in_a_seminar_that_its_owner_deleted_is_erased_thirty_days_later_and_once(int kept)
    {
        using var ruled = await _owner.PatchAsync($"/api/seminars/{_seminar}/settings", new { retentionDays = kept });
        Assert.Equal(200, (int)ruled.StatusCode);
        await DeleteAsync();
        await PassAsync(20);
        // One who is erased meanwhile puts nothing off for the others.
        await _server.Services.GetRequiredService<Eraser>().EraseMemberAsync(_seminar, null, _owner.Member);
        await PassAsync(9);
        Assert.NotEmpty(await Traces.InFilesAsync([Words, Private], _server.Data));
        await PassAsync(3);
        Assert.Empty(await Traces.InFilesAsync([Words, Private, Name], _server.Data));
        var erased = (await ErasureList.Of(_server.Data).ReadAsync(_server.Accounts)).Count;
        await PassAsync(70);
        Assert.Equal(erased, (await ErasureList.Of(_server.Data).ReadAsync(_server.Accounts)).Count);
        Assert.Equal("200", await (await _server.JoinAsync(Role.Reader)).GetAsync($"/api/documents/{_server.Document}").OutcomeAsync());
    }

    [Fact]
    public async Task Where_it_was_to_be_kept_for_fewer_days_a_deleted_seminar_is_erased_after_those()
    {
        using var ruled = await _owner.PatchAsync($"/api/seminars/{_seminar}/settings", new { retentionDays = 2 });
        await DeleteAsync();
        await PassAsync(1);
        Assert.NotEmpty(await Traces.InFilesAsync([Words], _server.Data));
        await PassAsync(2);
        Assert.Empty(await Traces.InFilesAsync([Words, Private, Name], _server.Data));
    }

    [Fact]
    public async Task A_round_that_finds_the_storage_away_is_tried_again_and_ends_nothing()
    {
        using var asked = new SemaphoreSlim(0);
        using var retention = Started(StorageThatIsAway.Of(asked), new WaitsAtOnce());
        await retention.StartAsync(CancellationToken.None);
        for (var round = 0; round < 3; round++)
            Assert.True(await asked.WaitAsync(TimeSpan.FromSeconds(10)), $"Round {round} did not come.");
        Assert.False(retention.ExecuteTask!.IsCompleted);
        await retention.StopAsync(CancellationToken.None);
    }

    [Theory]
    [InlineData(7, 6, false)]
    [InlineData(7, 7, true)]
    [InlineData(1, 1, true)]
    [InlineData(30, 29, false)]
    [InlineData(30, 30, true)]
    public void Where_it_is_kept_for_fewer_days_it_is_said_at_once_and_holds_for_all_of_them(int kept, int after, bool due)
    {
        var begun = DateTimeOffset.UnixEpoch;
        var notice = RetentionNotice.Next(null, begun, kept, begun, null);
        for (var day = 1; day <= after; day++)
            notice = RetentionNotice.Next(notice, begun, kept, begun.AddDays(day), TimeSpan.FromDays(1));
        Assert.Equal(due, notice!.IsDue(kept, begun.AddDays(after)));
        Assert.Equal(begun.AddDays(kept), notice.Ends(kept));
    }

    /// <summary>As a server has it that has just started.</summary>
    private Retention Started() => Started(_server.Services.GetRequiredService<IStorage>(), _time);

    private Retention Started(IStorage storage, TimeProvider time) => new(
        storage,
        _server.Grains,
        _server.Services.GetRequiredService<Eraser>(),
        _server.Services.GetRequiredService<JoinCodes>(),
        _server.Services.GetRequiredService<OneNode>(),
        _server.Services.GetRequiredService<IOptions<ServerOptions>>(),
        time,
        NullLogger<Retention>.Instance);

    private async Task DeleteAsync()
    {
        var grain = _server.Grains.GetGrain<Contracts.Seminars.ISeminarGrain>(_seminar);
        await SeminarsApi.EndAsync(_server.Grains, _server.Accounts, _server.Services.GetRequiredService<JoinCodes>(), (await grain.OpenAsync())!, _owner.Member, (await grain.OpenAsync())!.Title);
    }

    private async Task PassAsync(int days)
    {
        for (var day = 0; day < days; day++)
        {
            _time.Advance(TimeSpan.FromDays(1));
            await _retention.RoundAsync();
        }
    }

    private async Task<DateTimeOffset?> EndsAsync() =>
        await _retention.EndsAsync((await _server.Grains.GetGrain<Contracts.Seminars.ISeminarGrain>(_seminar).OpenAsync())!);
}
