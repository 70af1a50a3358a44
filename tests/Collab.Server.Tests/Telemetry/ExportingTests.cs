using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Server.Tests.Hosting;
using Collab.Storage;
using Collab.Testing;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Collab.Server.Tests.Telemetry;

public sealed partial class ExportingTests : IAsyncLifetime
{
    private readonly SilentNode _silence = new();
    private volatile bool _isFull;
    private Collector _collector = null!;
    private CollabServer _server = null!;
    private Participant _annotator = null!;

    public async Task InitializeAsync()
    {
        _collector = await Collector.StartAsync();
        _server = await CollabServer.StartAsync(
            settings: new Dictionary<string, string?>
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _collector.Address,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            },
            configure: builder => builder.Services
                .AddSingleton<IIncomingGrainCallFilter>(_silence)
                .AddSingleton(services => LogOnAFullDisk.Of(services.GetRequiredService<IStorage>().Log, () => _isFull)),
            mayFail: true);
        _annotator = await _server.JoinAsync(Role.Annotator, "Wilhelmina Quarzstein");
        using var written = await _annotator.PostAsync($"api/documents/{_server.Document}/annotations", new { commandId = Guid.NewGuid(), targets = Array.Empty<object>(), body = new { text = "Measured." } });
        written.EnsureSuccessStatusCode();
        using var searched = await _annotator.GetAsync($"api/documents/{_server.Document}/search?q=Measured");
        _silence.IsOn = true;
        using var failed = await _annotator.GetAsync($"api/seminars/{_server.Seminar}/members");
        Assert.False(failed.IsSuccessStatusCode);
        _silence.IsOn = false;
        await MeetConflictAsync();
        await MeetDamageAsync();
        await MeetFullDiskAsync();
        Assert.True(_server.Services.GetRequiredService<MeterProvider>().ForceFlush());
        Assert.True(_server.Services.GetRequiredService<TracerProvider>().ForceFlush());
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _collector.DisposeAsync();
    }

    [Theory]
    [InlineData("collab.log.events")]
    [InlineData("collab.log.append.duration")]
    [InlineData("collab.log.append.failures")]
    [InlineData("collab.log.append.conflicts")]
    [InlineData("collab.log.damages")]
    [InlineData("collab.command.duration")]
    [InlineData("collab.connections")]
    [InlineData("collab.documents.open")]
    [InlineData("collab.scrub.damaged")]
    [InlineData("http.server.request.duration")]
    [InlineData("orleans-")]
    [InlineData("dotnet.gc")]
    public void Metrics_of_ours_of_Orleans_and_of_the_runtime_reach_the_collector(string name) =>
        Assert.Contains(name, _collector.Received("/v1/metrics"));

    /// <summary>The label and its value stand beside each other, with four bytes of protobuf between.</summary>
    [Fact]
    public void Of_an_append_that_failed_it_is_told_what_storage_said() =>
        Assert.Matches(FailureOfAppend(), _collector.Received("/v1/metrics"));

    [Fact]
    public void A_request_is_traced_by_its_route()
    {
        Assert.Contains("annotations", _collector.Received("/v1/traces"));
        Assert.Contains("{document}", _collector.Received("/v1/traces"));
    }

    [Fact]
    public void Of_a_call_that_failed_the_kind_of_failure_is_told()
    {
        Assert.True(_silence.Struck > 0);
        Assert.Contains(typeof(TimeoutException).FullName!, _collector.Received("/v1/traces"));
    }

    [Theory]
    [InlineData("/v1/metrics")]
    [InlineData("/v1/traces")]
    public void M216_neither_people_nor_documents_nor_what_they_write_are_told(string path)
    {
        var told = _collector.Received(path);

        Assert.NotEmpty(told);
        foreach (var secret in new[] { _server.Document, _server.Seminar, _annotator.Member, _annotator.Person, "Wilhelmina", "Measured" })
            Assert.DoesNotContain(secret, told);
    }

    /// <summary>Somebody else writes to the document's log, whom its grain does not know.</summary>
    private async Task MeetConflictAsync()
    {
        var log = _server.Services.GetRequiredService<IEventLog>();
        var stands = (await log.FindAsync(_server.Document))!;
        var e = new LogEvent { Seq = stands.Head + 1, At = DateTimeOffset.UtcNow, Actor = _annotator.Member, Command = Guid.NewGuid(), Data = new HandRaised("none") };
        await log.AppendAsync(_server.Document, stands.Head, [EventCodec.Seal(_server.Document, stands.HeadHash.Span, e)]);
        Assert.NotNull((await _annotator.AnnotateAsync(_server.Document, "Measured behind it."))["seq"]);
    }

    /// <summary>A notebook that nobody has opened yet is hurt.</summary>
    private async Task MeetDamageAsync()
    {
        var (log, notebook) = (_server.Services.GetRequiredService<IEventLog>(), $"{_server.Document}/{_annotator.Member}");
        await log.CreateAsync(notebook, StreamKind.Notebook);
        var e = new LogEvent { Seq = 1, At = DateTimeOffset.UtcNow, Actor = _annotator.Member, Command = Guid.NewGuid(), Data = new ReadMarked("epoch", 1, []), Words = new Words { Reason = "Hurt." } };
        await log.AppendAsync(notebook, 0, [EventCodec.Seal(notebook, EventChain.Genesis(notebook), e)]);
        Assert.Equal(1, DamagedFile.Hurt(_server.Data, notebook));
        using var loaded = await _annotator.GetAsync($"api/documents/{_server.Document}/inbox");
    }

    private async Task MeetFullDiskAsync()
    {
        _isFull = true;
        using var refused = await _annotator.PostAsync($"api/documents/{_server.Document}/annotations", new { commandId = Guid.NewGuid(), targets = Array.Empty<object>(), body = new { text = "Measured too late." } });
        Assert.False(refused.IsSuccessStatusCode);
        _isFull = false;
    }

    [GeneratedRegex("error\\.type.{4}storage-full", RegexOptions.Singleline)]
    private static partial Regex FailureOfAppend();
}
