using System.Net.Http.Json;
using Collab.Domain.Policy;
using Collab.Testing;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Collab.Server.Tests.Telemetry;

public sealed class ExportingTests : IAsyncLifetime
{
    private readonly SilentNode _silence = new();
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
            configure: builder => builder.Services.AddSingleton<IIncomingGrainCallFilter>(_silence),
            mayFail: true);
        _annotator = await _server.JoinAsync(Role.Annotator, "Wilhelmina Quarzstein");
        using var written = await _annotator.PostAsync($"api/documents/{_server.Document}/annotations", new { commandId = Guid.NewGuid(), targets = Array.Empty<object>(), body = new { text = "Measured." } });
        written.EnsureSuccessStatusCode();
        using var searched = await _annotator.GetAsync($"api/documents/{_server.Document}/search?q=Measured");
        _silence.IsOn = true;
        using var failed = await _annotator.GetAsync($"api/seminars/{_server.Seminar}/members");
        Assert.False(failed.IsSuccessStatusCode);
        _silence.IsOn = false;
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
    [InlineData("collab.command.duration")]
    [InlineData("collab.connections")]
    [InlineData("collab.documents.open")]
    [InlineData("collab.scrub.damaged")]
    [InlineData("http.server.request.duration")]
    [InlineData("orleans-")]
    [InlineData("dotnet.gc")]
    public void Metrics_of_ours_of_Orleans_and_of_the_runtime_reach_the_collector(string name) =>
        Assert.Contains(name, _collector.Received("/v1/metrics"));

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
}
