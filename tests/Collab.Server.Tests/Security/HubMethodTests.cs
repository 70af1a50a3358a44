using System.Text.Json;
using Collab.Domain.Policy;
using Collab.Testing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Collab.Server.Tests.Security;

[Collection(ServerCollection.Name)]
public sealed class HubMethodTests(ServerFixture fixture)
{
    private static readonly Guid Id = Guid.NewGuid();

    /// <summary>Every method of the hub, and what it takes.</summary>
    private static readonly Dictionary<string, Func<string, string, string, object?[]>> Methods = new()
    {
        ["Watch"] = (document, annotation, clause) => [document, 0],
        ["WatchNotebook"] = (document, annotation, clause) => [document, 0],
        ["Presence"] = (document, annotation, clause) => [document],
        ["At"] = (document, annotation, clause) => [document, null, null],
        ["Typing"] = (document, annotation, clause) => [document, null, false],
        ["Annotate"] = (document, annotation, clause) => [new { document, commandId = Id, body = new { text = "x" } }],
        ["Reply"] = (document, annotation, clause) => [new { document, annotation, commandId = Id, body = new { text = "x" } }],
        ["Edit"] = (document, annotation, clause) => [new { document, annotation, commandId = Id, version = 1 }],
        ["Delete"] = About,
        ["Pin"] = (document, annotation, clause) => [new { document, annotation, commandId = Id, clause }],
        ["Unpin"] = About,
        ["Hide"] = About,
        ["Unhide"] = About,
        ["Resolve"] = About,
        ["Reopen"] = About,
        ["Relate"] = (document, annotation, clause) => [new { document, annotation, commandId = Id, relation = "supports", to = annotation }],
        ["Unrelate"] = (document, annotation, clause) => [new { document, annotation, commandId = Id, relation = "supports", to = annotation }],
        ["Merge"] = (document, annotation, clause) => [new { document, annotation, commandId = Id, into = annotation }],
        ["Unmerge"] = About,
        ["React"] = (document, annotation, clause) => [new { document, annotation, commandId = Id, emoji = "👍", on = true }],
        ["Lock"] = At,
        ["Unlock"] = At,
        ["Close"] = (document, annotation, clause) => [new { document, commandId = Id }],
        ["ReopenDocument"] = (document, annotation, clause) => [new { document, commandId = Id }],
        ["SlowMode"] = (document, annotation, clause) => [new { document, commandId = Id, seconds = 30 }],
        ["Approval"] = (document, annotation, clause) => [new { document, commandId = Id, on = true }],
        ["Approve"] = About,
        ["Reject"] = About,
        ["Flag"] = About,
        ["Dismiss"] = About,
        ["OpenRound"] = (document, annotation, clause) => [new { document, clause, commandId = Id, show = "nothing" }],
        ["RevealRound"] = At,
        ["CancelRound"] = At,
        ["Lead"] = At,
        ["OpenSession"] = (document, annotation, clause) => [new { document, commandId = Id }],
        ["CloseSession"] = (document, annotation, clause) => [new { document, commandId = Id }],
        ["SetScribe"] = (document, annotation, clause) => [new { document, commandId = Id }],
        ["SetAgenda"] = (document, annotation, clause) => [new { document, commandId = Id, items = new[] { new { clause } } }],
        ["SetTimer"] = (document, annotation, clause) => [new { document, commandId = Id, seconds = 60 }],
        ["EndTimer"] = (document, annotation, clause) => [new { document, commandId = Id }],
        ["RaiseHand"] = At,
        ["LowerHand"] = (document, annotation, clause) => [new { document, commandId = Id }],
        ["GiveFloor"] = (document, annotation, clause) => [new { document, commandId = Id, member = "m" }],
        ["EndFloor"] = (document, annotation, clause) => [new { document, commandId = Id }],
        ["SetStances"] = (document, annotation, clause) => [new { document, commandId = Id, scale = new[] { "yes", "no" }, anonymous = false }],
        ["TakeStance"] = (document, annotation, clause) => [new { document, clause, commandId = Id, stance = "agree" }],
        ["WithdrawStance"] = At,
        ["HideStanceReason"] = (document, annotation, clause) => [new { document, clause, commandId = Id, stance = annotation }],
    };

    [Fact]
    public void Every_method_has_a_row()
    {
        Assert.Equal(Methods.Keys.Order(), HubMethods.All.Select(method => method.Name).Order());
        Assert.All(HubMethods.All, method => Assert.NotNull(HubMethods.RightOf(method)));
    }

    [Fact]
    public async Task An_outsider_finds_nothing_by_any_method()
    {
        var (note, clause) = await PlaceAsync();
        await using var connection = await (await fixture.Server.OutsiderAsync()).ConnectAsync();
        foreach (var (name, method) in Methods)
            Assert.StartsWith("not-found", await CallAsync(connection, name, method(fixture.Server.Document, note, clause)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_is_refused_by_every_method_that_the_table_refuses_readers()
    {
        var (note, clause) = await PlaceAsync();
        await using var connection = await (await fixture.Server.JoinAsync(Role.Reader)).ConnectAsync();
        foreach (var (name, method) in Methods.Where(method => !PermissionTable.May(ActionOf(method.Key), Role.Reader)))
        {
            var refusal = await CallAsync(connection, name, method(fixture.Server.Document, note, clause));
            Assert.True(refusal.StartsWith("forbidden", StringComparison.Ordinal), $"{name}: {refusal}");
        }
    }

    private static string ActionOf(string method) => PermissionTable.ActionOf(HubMethods.RightOf(HubMethods.All.Single(known => known.Name == method))!.Value);

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
