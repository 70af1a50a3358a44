using System.Text.Json;
using Collab.Contracts.Sealed;
using Collab.Contracts.Seminars;
using Collab.Domain.Annotations;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Server.Erasing;
using Collab.Server.Hosting;
using Collab.Server.Privacy;
using Collab.Server.Security;
using Collab.Server.Tests.Erasing;
using Collab.Storage;
using Collab.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Collab.Server.Tests.Privacy;

/// <summary>What not everybody may see yet keeps a seminar, and when it ends tells nobody of it. It is to be kept for 90 days.</summary>
public sealed class SealedRetentionTests : IAsyncLifetime
{
    private const string Words = "sealed-and-retained-ø";

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private DateTimeOffset _began;
    private CollabServer _server = null!;
    private Participant _owner = null!, _ulla = null!;
    private string _seminar = "", _document = "", _clause = "";
    private Retention _retention = null!;

    public async Task InitializeAsync()
    {
        _began = _time.GetUtcNow();
        _server = await CollabServer.StartAsync();
        (_seminar, _owner, _document) = await _server.NewSeminarAsync();
        _ulla = await _server.JoinAsync(Role.Annotator, seminar: _seminar);
        _clause = (string)(await _owner.ReadAsync(Path))["clauses"]![0]!["id"]!;
        using var ruled = await _owner.PatchAsync($"/api/seminars/{_seminar}/settings", new { retentionDays = 90 });
        Assert.Equal(200, (int)ruled.StatusCode);
        _retention = Started(_server.Services);
    }

    public async Task DisposeAsync()
    {
        _retention.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task M262_who_writes_in_a_blind_round_keeps_the_seminar_for_all_its_days_from_then_on()
    {
        var round = await OpenRoundAsync();
        var note = (string)(await _ulla.AnnotateAsync(_document, Words, _clause))["id"]!;
        await WrittenLaterAsync(SealedKey.RoundOf(_document, round), new AnnotationEdited(note, 2), 100);
        await PassAsync(195);
        Assert.True(await IsThereAsync());
        Assert.NotEmpty(await Traces.InFilesAsync([Words], _server.Data));
        // At the end of the second time 90 days, and 90 days more.
        await PassAsync(70);
        Assert.True(await IsThereAsync());
        await PassAsync(8);
        Assert.False(await IsThereAsync());
        Assert.Empty(await Traces.InFilesAsync([Words], _server.Data));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task M263_whether_anybody_writes_in_a_blind_round_is_not_told_by_when_the_seminar_ends(bool written)
    {
        var round = await OpenRoundAsync();
        if (written)
            await WrittenLaterAsync(SealedKey.RoundOf(_document, round), new AnnotationEdited($"s-{AnnotationId.RoundLog(round)}.none", 2), 20);
        await PassAsync(148);
        Assert.Null(await EndsAsync());
        await PassAsync(5);
        var said = (await EndsAsync()).GetValueOrDefault();
        Assert.InRange(said - _began, TimeSpan.FromDays(180), TimeSpan.FromDays(181));
        // Nor does the notice go while somebody writes: it is known when it is due.
        if (written)
            await WrittenLaterAsync(SealedKey.RoundOf(_document, round), new AnnotationEdited($"s-{AnnotationId.RoundLog(round)}.none", 3), 154);
        await PassAsync(20);
        Assert.Equal(said, await EndsAsync());
        await PassAsync(12);
        Assert.Equal(written, await IsThereAsync());
        if (written)
            Assert.Null(await EndsAsync());
    }

    [Fact]
    public async Task M262_what_waits_for_a_moderator_or_was_flagged_keeps_it_too()
    {
        await WrittenLaterAsync(SealedKey.QueueOf(_document), new NoteFlagged("a-none"), 85);
        await PassAsync(170);
        Assert.True(await IsThereAsync());
        await PassAsync(14);
        Assert.False(await IsThereAsync());
    }

    [Fact]
    public async Task What_was_let_out_is_counted_by_what_everybody_sees_of_it()
    {
        Assert.Equal("200", await _owner.PostAsync($"{Path}/approval", new { commandId = Guid.NewGuid(), on = true }).OutcomeAsync());
        await _ulla.AnnotateAsync(_document, Words);
        var waiting = (await _owner.ReadAsync($"/api/seminars/{_seminar}/queue"))["open"]![0]!["annotation"]!;
        Assert.Equal("200", await _owner.PostAsync($"{Path}/annotations/{waiting}/approve", new { commandId = Guid.NewGuid() }).OutcomeAsync());
        var log = _server.Services.GetRequiredService<IStorage>().Log;
        var approved = (NoteApproved)EventCodec.Read((await log.ReadAsync(SealedKey.QueueOf(_document), 0, 100)).Single(e => e.Kind == nameof(NoteApproved))).Data;
        // As where the node's clock is ahead: it is always a moment later.
        await WrittenLaterAsync(SealedKey.QueueOf(_document), approved, 1);
        await PassAsync(92);
        Assert.False(await IsThereAsync());
    }

    [Theory]
    [InlineData(-1, false, 0)]
    [InlineData(0, false, 0)]
    [InlineData(0.001, false, 90)]
    [InlineData(90, false, 90)]
    [InlineData(90.001, false, 180)]
    [InlineData(1000, false, 1080)]
    [InlineData(-1, true, 90)]
    [InlineData(90, true, 90)]
    [InlineData(91, true, 180)]
    public void What_is_sealed_counts_from_the_end_of_its_span(double written, bool open, int counted)
    {
        var shown = DateTimeOffset.UnixEpoch.AddHours(7);
        Assert.Equal(shown.AddDays(counted), RetentionNotice.Used(shown, shown.AddDays(written), open, 90));
    }

    [Fact]
    public void A_notice_that_an_earlier_version_wrote_is_read()
    {
        var notice = JsonSerializer.Deserialize<RetentionNotice>("""{"LastUsed":"2026-01-02T03:04:05+00:00","Seen":"2026-03-04T00:00:00+00:00","Waited":"3.00:00:00","Ending":false,"Ended":false}""")!;
        Assert.True(notice.IsMadeOf(notice.LastUsed));
        Assert.Equal(TimeSpan.FromDays(3), notice.Waited);
    }

    private Retention Started(IServiceProvider services) => new(
        services.GetRequiredService<IStorage>(),
        _server.Grains,
        services.GetRequiredService<Eraser>(),
        services.GetRequiredService<JoinCodes>(),
        services.GetRequiredService<OneNode>(),
        services.GetRequiredService<IOptions<ServerOptions>>(),
        _time,
        NullLogger<Retention>.Instance);

    private string Path => $"/api/documents/{_document}";

    private async Task<string> OpenRoundAsync()
    {
        Assert.Equal("200", await _owner.PostAsync($"{Path}/clauses/{_clause}/round/open", new { commandId = Guid.NewGuid(), show = "nothing" }).OutcomeAsync());
        return (string)(await _owner.ReadAsync(Path))["rounds"]![0]!["id"]!;
    }

    /// <summary>As if it were done so many days later: the server's own clock stays.</summary>
    private async Task WrittenLaterAsync(string stream, EventData data, int days)
    {
        var log = _server.Services.GetRequiredService<IStorage>().Log;
        var stands = await log.CreateAsync(stream, StreamKind.Sealed);
        var e = new LogEvent { Seq = stands.Head + 1, At = _began.AddDays(days), Actor = _ulla.Member, Clause = _clause, Command = Guid.NewGuid(), Data = data, Words = new Words { Body = Words } };
        await log.AppendAsync(stream, stands.Head, [EventCodec.Seal(stream, stands.HeadHash.Span, e)]);
    }

    private async Task PassAsync(int days)
    {
        for (var day = 0; day < days; day++)
        {
            _time.Advance(TimeSpan.FromDays(1));
            await _retention.RoundAsync();
        }
    }

    private async Task<bool> IsThereAsync() => await _owner.GetAsync($"/api/seminars/{_seminar}").OutcomeAsync() == "200";

    private async Task<DateTimeOffset?> EndsAsync() =>
        await _retention.EndsAsync((await _server.Grains.GetGrain<ISeminarGrain>(_seminar).OpenAsync())!);
}
