using System.Text.Json;

namespace Collab.Server.Tests.Feeds;

/// <summary>A stream of Server-Sent Events, read line by line.</summary>
internal sealed class ServerSentEvents(HttpResponseMessage response, StreamReader lines) : IAsyncDisposable
{
    public static async Task<ServerSentEvents> OpenAsync(HttpClient http, string document, string query, string? lastEventId = null, string path = "events")
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/api/documents/{document}/{path}?{query}") { Headers = { { "Accept", "text/event-stream" } } };
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.EnsureSuccessStatusCode().Content.Headers.ContentType!.MediaType);
        return new(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
    }

    /// <summary>The next event; no name when the stream has ended.</summary>
    public async Task<(string? Name, string? Id, JsonElement Data)> ReadAsync()
    {
        var (name, id, data) = ((string?)null, (string?)null, default(JsonElement));
        while (await LineAsync() is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
                name = line["event: ".Length..];
            else if (line.StartsWith("id: ", StringComparison.Ordinal))
                id = line["id: ".Length..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
                data = JsonElement.Parse(line["data: ".Length..]);
            else if (line.Length == 0 && name is not null)
                return (name, id, data);
        }

        return default;
    }

    /// <summary>Reads on until there is an event of the kind for which the condition holds.</summary>
    public async Task UntilAsync(string kind, Predicate<JsonElement> condition)
    {
        while (true)
        {
            var (name, _, data) = await ReadAsync();
            Assert.NotNull(name);
            if (name == kind && condition(data))
                return;
        }
    }

    /// <summary>Reads on to the end, whether the server says it or cuts it.</summary>
    public async Task EndAsync()
    {
        try
        {
            while (await LineAsync() is not null)
            {
            }
        }
        catch (Exception cut) when (cut is IOException or HttpRequestException)
        {
        }
    }

    /// <summary>Reads on to the next comment.</summary>
    public async Task CommentAsync()
    {
        while (await LineAsync() is { } line)
        {
            if (line.StartsWith(':'))
                return;
        }

        Assert.Fail("The stream ended.");
    }

    public ValueTask DisposeAsync()
    {
        lines.Dispose();
        response.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<string?> LineAsync()
    {
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await lines.ReadLineAsync(enough.Token);
    }
}
