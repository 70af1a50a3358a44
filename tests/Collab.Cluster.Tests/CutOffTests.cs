using System.Diagnostics;
using System.Net;
using Collab.Cluster.Tests.Running;
using Collab.Testing.Postgres;
using Microsoft.AspNetCore.SignalR.Client;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

/// <summary>What a node shows that has lost its cluster, to those who still reach it.</summary>
[Collection(nameof(HostsCollection))]
public sealed class CutOffTests(ITestOutputHelper output)
{
    private const int Count = 3, Lost = 0;

    [Fact]
    public async Task A_node_that_lost_the_others_and_the_database_shows_nothing_to_whoever_was_removed_elsewhere()
    {
        if (Hosts.Missing is { } missing)
        {
            output.WriteLine($"Not run: {missing}.");
            return;
        }

        using var hosts = new Hosts(Count);
        using var postgres = PostgresServer.StartNew(Hosts.Database);
        await using var nodes = await Nodes.StartAsync(postgres, hosts, Count);
        // The first start made the document on this node, which holds it.
        using var room = await Room.EnterAsync(nodes[Lost], await nodes.OwnerSecretAsync(), nodes.Addresses);
        using var reader = (await room.JoinAsync("reader", 1))[0].At(nodes[Lost].Address);
        using var owner = room.Owner.At(nodes[1].Address);
        var member = (string)(await reader.GetAsync("api/me"))["seminars"]![0]!["member"]!;
        await using var hub = reader.Hub();
        var closed = new TaskCompletionSource();
        hub.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        await hub.StartAsync();
        Assert.Equal(HttpStatusCode.OK, await ReadAsync(reader, room));

        foreach (var address in Others.Select(Hosts.AddressOf).Append(Hosts.Database))
            hosts.Cut(Lost, address);
        await Patience.UntilAsync(() => RemovedAsync(owner, room, member), "the others take over and remove the reader");

        using var answer = await reader.Http.GetAsync($"api/documents/{room.Document}");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        await closed.Task.WaitAsync(Patience.Long);
        foreach (var address in Others.Select(Hosts.AddressOf).Append(Hosts.Database))
            hosts.Heal(Lost, address);
        await Patience.UntilAsync(() => nodes[Lost].HasEnded, "the node learns that it was given up, and ends");
    }

    [Fact]
    public async Task Nodes_that_lost_the_database_alone_and_still_see_each_other_go_on_showing()
    {
        if (Hosts.Missing is { } missing)
        {
            output.WriteLine($"Not run: {missing}.");
            return;
        }

        using var hosts = new Hosts(Count);
        using var postgres = PostgresServer.StartNew(Hosts.Database);
        await using var nodes = await Nodes.StartAsync(postgres, hosts, Count);
        using var room = await Room.EnterAsync(nodes[Lost], await nodes.OwnerSecretAsync(), nodes.Addresses);
        var readers = Enumerable.Range(0, Count).Select(node => room.Owner.At(nodes[node].Address)).ToList();
        foreach (var reader in readers)
            Assert.Equal(HttpStatusCode.OK, await ReadAsync(reader, room));

        for (var node = 0; node < Count; node++)
            hosts.Cut(node, Hosts.Database);
        // Twice as long as an answer of the cluster holds.
        var began = Stopwatch.GetTimestamp();
        do
        {
            foreach (var reader in readers)
                Assert.Equal(HttpStatusCode.OK, await ReadAsync(reader, room));
            await Task.Delay(Patience.Poll);
        }
        while (Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(6));
        Assert.Equal(0, nodes.GivenUp);
        readers.ForEach(reader => reader.Dispose());
    }

    private static IEnumerable<int> Others => Enumerable.Range(0, Count).Where(node => node != Lost);

    private static async Task<HttpStatusCode> ReadAsync(Person reader, Room room)
    {
        using var answer = await reader.Http.GetAsync($"api/documents/{room.Document}");
        return answer.StatusCode;
    }

    private static async Task<bool> RemovedAsync(Person owner, Room room, string member)
    {
        try
        {
            using var answer = await owner.Http.DeleteAsync($"api/seminars/{room.Seminar}/members/{member}");
            return answer.IsSuccessStatusCode;
        }
        catch (Exception unanswered) when (unanswered is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
