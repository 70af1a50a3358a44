using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Collab.Testing;
using Microsoft.AspNetCore.SignalR.Client;

namespace Collab.Server.Tests.Docs;

/// <summary>Calls the server as docs/wire.md says, and holds what is sent and answered against the schemas that it names.</summary>
internal sealed class WireStory(CollabServer server, SchemaFolder schemas)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly WirePage _page = WirePage.Open();
    private readonly ConcurrentDictionary<string, bool> _called = [], _used = [];

    public CollabServer Server => server;

    public SchemaFolder Schemas => schemas;

    /// <summary>The calls and hub methods of the page that were not made.</summary>
    public IEnumerable<string> Uncalled =>
        _page.Calls.Select(call => $"{call.Method} {call.Path}").Concat(_page.HubMethods.Select(method => method.Name)).Except(_called.Keys);

    /// <summary>The schemas that nothing was held against.</summary>
    public IEnumerable<string> Unused => schemas.Names.Except(_used.Keys);

    /// <summary>A call of the page: its path with the ids filled in, its body, the answer that it says.</summary>
    /// <param name="call">Method and path as on the page.</param>
    /// <param name="ids">For each pair of braces.</param>
    public async Task<JsonObject> CallAsync(Participant who, string call, string[] ids, object? body = null, string query = "")
    {
        using var response = await SendAsync(who, call, ids, body, query);
        var text = await response.Content.ReadAsStringAsync();
        if (Row(call).Answer is not { } answer)
            return [];
        Demand(answer, text);
        return JsonNode.Parse(text)!.AsObject();
    }

    /// <summary>The same, with the whole answer; its status is as the page says.</summary>
    public async Task<HttpResponseMessage> SendAsync(Participant who, string call, string[] ids, object? body = null, string query = "")
    {
        var row = Row(call);
        _called[call] = true;
        var at = 0;
        var path = string.Join('/', row.Path.Split('/').Select(part => part.StartsWith('{') ? ids[at++] : part)) + query;
        Assert.Equal(ids.Length, at);
        if (body is not null && body is not HttpContent)
            Demand(row.Body ?? throw new InvalidOperationException($"docs/wire.md gives {call} no body."), JsonSerializer.Serialize(body, JsonSerializerOptions.Web));
        using var request = new HttpRequestMessage(new HttpMethod(row.Method), path) { Content = body as HttpContent ?? (body is null ? null : JsonContent.Create(body)) };
        if (row.Method == "DELETE" && body is null)
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        var response = await who.Http.SendAsync(request);
        // What is kept aside is answered 202 where else it would be made.
        Assert.True((int)response.StatusCode == row.Status || (row.Status, (int)response.StatusCode) is (201, 202), $"{call} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        return response;
    }

    /// <summary>A command through the hub.</summary>
    public async Task<JsonElement> InvokeAsync(HubConnection hub, string method, object argument)
    {
        var row = _page.HubMethods.Single(known => known.Name == method);
        _called[method] = true;
        Demand(row.Argument!, JsonSerializer.Serialize(argument, JsonSerializerOptions.Web));
        var outcome = await hub.InvokeAsync<JsonElement>(method, argument);
        Demand("CommandOutcome", outcome.GetRawText());
        return outcome;
    }

    /// <summary>A method of the hub that takes several arguments and answers nothing.</summary>
    public async Task TellAsync(HubConnection hub, string method, params object?[] arguments)
    {
        _called[method] = true;
        await hub.InvokeCoreAsync(method, typeof(object), arguments);
    }

    /// <summary>The items of a stream until one fits.</summary>
    public async Task<List<JsonElement>> WatchAsync(HubConnection hub, string method, string schema, Predicate<JsonElement> last, params object?[] arguments)
    {
        _called[method] = true;
        using var patience = new CancellationTokenSource(Patience);
        List<JsonElement> items = [];
        await foreach (var item in hub.StreamAsyncCore<JsonElement>(method, arguments, patience.Token))
        {
            Demand(schema, item.GetRawText());
            items.Add(item);
            if (last(item))
                break;
        }

        return items;
    }

    /// <summary>Fails where the JSON is not as the schema says.</summary>
    public void Demand(string schema, string json)
    {
        _used[schema] = true;
        schemas.Demand(schema, json);
    }

    private WirePage.Call Row(string call) => _page.Find(call[..call.IndexOf(' ')], call[(call.IndexOf(' ') + 1)..]);
}
