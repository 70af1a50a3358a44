using System.Text.Json;
using Collab.Domain.Policy;
using Collab.Testing;
using Microsoft.AspNetCore.SignalR.Client;

namespace Collab.Server.Tests.Proxy;

/// <summary>What is live comes at once through an nginx that is set up as deploy/nginx.conf says.</summary>
public sealed class LiveThroughNginxTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task The_hub_and_the_event_stream_bring_a_note_while_they_stay_open()
    {
        await using var server = await CollabServer.StartAsync();
        await server.ThroughNginxAsync();
        var (writer, reader) = (await server.JoinAsync(Role.Annotator), await server.JoinAsync(Role.Reader));
        using var enough = new CancellationTokenSource(Longest);
        await using var hub = await reader.ConnectAsync();
        var head = (long)(await reader.ReadAsync($"/api/documents/{server.Document}"))["seq"]!;
        await using var batches = hub.StreamAsync<JsonElement>("Watch", server.Document, head, enough.Token).GetAsyncEnumerator(enough.Token);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/documents/{server.Document}/events?after={head}") { Headers = { { "Accept", "text/event-stream" } } };
        using var response = await reader.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, enough.Token);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(enough.Token));
        Assert.StartsWith(":", await lines.ReadLineAsync(enough.Token), StringComparison.Ordinal);

        await writer.AnnotateAsync(server.Document, "said meanwhile");

        Assert.True(await batches.MoveNextAsync());
        Assert.Contains("said meanwhile", batches.Current.GetRawText(), StringComparison.Ordinal);
        string? line;
        do
            line = await lines.ReadLineAsync(enough.Token);
        while (line is not null && !line.Contains("said meanwhile", StringComparison.Ordinal));
        Assert.NotNull(line);
    }
}
