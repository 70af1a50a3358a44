using System.Reflection;
using System.Text.Json;
using Collab.Domain.Policy;
using Collab.Server.Hubs;
using Collab.Testing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Collab.Server.Tests.Security;

[Collection(ServerCollection.Name)]
public sealed class HubMethodTests(ServerFixture fixture)
{
    private static readonly Guid Id = Guid.NewGuid();

    /// <summary>Every method of the hub with the row of the table that it stands under, and what it takes.</summary>
    private static readonly Dictionary<string, (string Action, Func<string, string, string, object?[]> Arguments)> Methods = new()
    {
        ["Watch"] = ("read-document", (document, annotation, clause) => [document, 0]),
        ["WatchNotebook"] = ("read-private-note", (document, annotation, clause) => [document, 0]),
        ["Presence"] = ("see-presence", (document, annotation, clause) => [document]),
        ["At"] = ("see-presence", (document, annotation, clause) => [document, null, null]),
        ["Typing"] = ("see-presence", (document, annotation, clause) => [document, null, false]),
        ["Annotate"] = ("annotate", (document, annotation, clause) => [new { document, commandId = Id, body = new { text = "x" } }]),
        ["Reply"] = ("reply", (document, annotation, clause) => [new { document, annotation, commandId = Id, body = new { text = "x" } }]),
        ["Edit"] = ("edit-annotation", (document, annotation, clause) => [new { document, annotation, commandId = Id, version = 1 }]),
        ["Delete"] = ("delete-annotation", About),
        ["Pin"] = ("pin", (document, annotation, clause) => [new { document, annotation, commandId = Id, clause }]),
        ["Unpin"] = ("pin", About),
        ["Hide"] = ("hide-annotation", About),
        ["Unhide"] = ("hide-annotation", About),
        ["Resolve"] = ("resolve", About),
        ["Reopen"] = ("resolve", About),
        ["React"] = ("react", (document, annotation, clause) => [new { document, annotation, commandId = Id, emoji = "👍", on = true }]),
        ["Lock"] = ("lock", At),
        ["Unlock"] = ("lock", At),
        ["Close"] = ("close-document", (document, annotation, clause) => [new { document, commandId = Id }]),
        ["ReopenDocument"] = ("close-document", (document, annotation, clause) => [new { document, commandId = Id }]),
        ["Lead"] = ("lead", At),
    };

    [Fact]
    public void Every_method_has_a_row()
    {
        var offered = typeof(ReadingHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.GetBaseDefinition().DeclaringType == typeof(ReadingHub)).Select(method => method.Name);
        Assert.Equal(Methods.Keys.Order(), offered.Order());
        Assert.All(Methods.Values, method => Assert.Contains(method.Action, PermissionTable.Actions));
    }

    [Fact]
    public async Task An_outsider_finds_nothing_by_any_method()
    {
        var (note, clause) = await PlaceAsync();
        await using var connection = await (await fixture.Server.OutsiderAsync()).ConnectAsync();
        foreach (var (name, method) in Methods)
            Assert.StartsWith("not-found", await CallAsync(connection, name, method.Arguments(fixture.Server.Document, note, clause)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_is_refused_by_every_method_that_the_table_refuses_readers()
    {
        var (note, clause) = await PlaceAsync();
        await using var connection = await (await fixture.Server.JoinAsync(Role.Reader)).ConnectAsync();
        foreach (var (name, method) in Methods.Where(method => !PermissionTable.May(method.Value.Action, Role.Reader)))
        {
            var refusal = await CallAsync(connection, name, method.Arguments(fixture.Server.Document, note, clause));
            Assert.True(refusal.StartsWith("forbidden", StringComparison.Ordinal), $"{name}: {refusal}");
        }
    }

    private async Task<(string Note, string Clause)> PlaceAsync()
    {
        var annotator = await fixture.Server.JoinAsync(Role.Annotator);
        var clause = (string)(await annotator.ReadAsync($"/api/documents/{fixture.Server.Document}"))["clauses"]![1]!["id"]!;
        return ((string)(await annotator.AnnotateAsync(fixture.Server.Document, "A note.", clause))["id"]!, clause);
    }

    private static object?[] About(string document, string annotation, string clause) => [new { document, annotation, commandId = Id }];

    private static object?[] At(string document, string annotation, string clause) => [new { document, clause, commandId = Id }];

    private static async Task<string> CallAsync(HubConnection connection, string method, object?[] arguments)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            if (method is "Watch" or "WatchNotebook" or "Presence")
                await connection.StreamAsyncCore<JsonElement>(method, arguments, limit.Token).GetAsyncEnumerator(limit.Token).MoveNextAsync();
            else
                await connection.InvokeCoreAsync<JsonElement>(method, arguments, limit.Token);
            return "done";
        }
        catch (HubException refusal)
        {
            return refusal.Message;
        }
    }
}
