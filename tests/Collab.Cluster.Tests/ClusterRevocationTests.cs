using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Collab.Cluster.Tests.Running;
using Collab.Testing;
using Microsoft.AspNetCore.SignalR.Client;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

/// <summary>The same across three nodes: <see cref="RevocationTests"/>.</summary>
[Collection(nameof(AloneCollection))]
public sealed class ClusterRevocationTests(ThreeNodes nodes, ITestOutputHelper output) : IClassFixture<ThreeNodes>
{
    private const int Tokens = 5;

    [Fact]
    public async Task Across_three_nodes_nothing_later_reaches_whoever_lost_a_right()
    {
        using var room = await nodes.NewRoomAsync();
        await new Revocations(room, output).RaceAsync();
        Assert.Equal(0, nodes.Nodes.GivenUp);
    }

    [Fact]
    public async Task N10_a_token_that_is_revoked_on_one_node_is_closed_and_refused_on_another_within_a_second()
    {
        using var room = await nodes.NewRoomAsync();
        using var person = (await room.JoinAsync("annotator", 1))[0].At(room.Nodes[0]);
        var closed = new Times(RevocationLane.Promised);
        for (var i = 0; i < Tokens; i++)
        {
            var made = await person.PostAsync("api/tokens", new { name = $"program {i}", scopes = new[] { "read" } });
            using var program = Person.WithToken(room.Nodes[2], (string)made["token"]!);
            await using var hub = program.Hub();
            var over = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            hub.Closed += _ =>
            {
                over.TrySetResult(Stopwatch.GetTimestamp());
                return Task.CompletedTask;
            };
            await hub.StartAsync();
            await using var batches = hub.StreamAsync<JsonElement>("Watch", room.Document, 0).GetAsyncEnumerator();
            Assert.True(await batches.MoveNextAsync());
            var (machine, revoked) = (Machine.Watch(), Stopwatch.GetTimestamp());
            using (var answer = await person.Http.DeleteAsync($"api/tokens/{made["id"]}"))
                Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
            closed.Add(Stopwatch.GetElapsedTime(revoked, await over.Task.WaitAsync(Patience.Long)), machine.Left());
            using var refused = await program.Http.GetAsync("api/me");
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }

        output.WriteLine($"Closed on another node after the revocation was sent: {closed}");
        closed.Demand("A revoked token's connections on another node are closed");
    }
}
