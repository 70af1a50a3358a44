using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Collab.Cluster.Tests.Running;
using Collab.Testing.Postgres;
using Microsoft.AspNetCore.SignalR.Client;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

/// <summary>What a node shows that has lost its cluster, to those who still reach it.</summary>
[Collection(nameof(HostsCollection))]
public sealed class CutOffTests(ITestOutputHelper output)
{
    private const int Count = 3, Lost = 0, Other = 1, Alone = 2;

    [Fact]
    public async Task Nodes_without_a_database_go_on_showing_and_one_that_lost_the_others_too_shows_nothing_to_whoever_was_removed_elsewhere()
    {
        if (Hosts.Missing is { } missing)
        {
            output.WriteLine($"Not run: {missing}.");
            return;
        }

        using var hosts = new Hosts(Count);
        using var postgres = PostgresServer.StartNew(hosts.Database);
        await using var nodes = await Nodes.StartAsync(postgres, hosts, Count);
        // The first start made the document on this node, which holds it.
        using var room = await Room.EnterAsync(nodes[Lost], await nodes.OwnerSecretAsync(), nodes.Addresses);
        using var reader = (await room.JoinAsync("reader", 1))[0].At(nodes[Lost].Address);
        var everywhere = nodes.Addresses.Select(reader.At).ToList();
        var member = (string)(await reader.GetAsync("api/me"))["seminars"]![0]!["member"]!;
        await using var hub = reader.Hub();
        var closed = new TaskCompletionSource();
        hub.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        await hub.StartAsync();
        await SeesItAsync(everywhere, room);

        Enumerable.Range(0, Count).ToList().ForEach(node => hosts.Cut(node, hosts.Database));
        var began = Stopwatch.GetTimestamp();
        // Twice as long as an answer of the cluster holds.
        while (Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(6))
            await SeesItAsync(everywhere, room);
        Assert.Equal(0, nodes.GivenUp);
        Assert.False(closed.Task.IsCompleted, "The reader stays connected.");
        Enumerable.Range(0, Count).ToList().ForEach(node => hosts.Heal(node, hosts.Database));

        List<string> lost = [.. Enumerable.Range(0, Count).Where(node => node != Lost).Select(hosts.AddressOf), hosts.Database];
        lost.ForEach(address => hosts.Cut(Lost, address));
        using var owner = room.Owner.At(nodes[1].Address);
        await Patience.UntilAsync(() => RemovedAsync(owner, room, member), "the others take over and remove the reader");
        using var answer = await reader.Http.GetAsync($"api/documents/{room.Document}");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Attempt.AssertSoon(answer.Headers.RetryAfter?.Delta);
        await closed.Task.WaitAsync(Patience.Long);
        lost.ForEach(address => hosts.Heal(Lost, address));
        await Patience.UntilAsync(() => nodes[Lost].HasEnded, "the node learns that it was given up, and ends");
        everywhere.ForEach(person => person.Dispose());
    }

    [Theory]
    [InlineData("All", "All", "All")]
    [InlineData("Silo", "Web", "Web")]
    public async Task M217_A_node_that_alone_lost_the_database_lets_nobody_in_by_a_token_that_another_revoked_and_nobody_is_sent_to_it(params string[] roles)
    {
        if (Hosts.Missing is { } missing)
        {
            output.WriteLine($"Not run: {missing}.");
            return;
        }

        using var hosts = new Hosts(Count);
        using var postgres = PostgresServer.StartNew(hosts.Database);
        await using var nodes = await Nodes.StartRolesAsync(postgres, hosts, roles);
        using var room = await Room.EnterAsync(nodes[Other], await nodes.OwnerSecretAsync(), [nodes[Other].Address]);
        using var owner = room.Owner.At(nodes[Other].Address);
        var made = await owner.PostAsync("api/tokens", new { name = "program", scopes = new[] { "read", "annotate" } });
        var secret = (string)made["token"]!;
        using Person program = Person.WithToken(nodes[Alone].Address, secret), elsewhere = Person.WithToken(nodes[Other].Address, secret);
        await SeesItAsync([program, elsewhere], room);
        await using var hub = program.Hub();
        var closed = new TaskCompletionSource();
        hub.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        await hub.StartAsync();

        var cut = Stopwatch.GetTimestamp();
        hosts.Cut(Alone, hosts.Database);
        using (var revoked = await owner.Http.DeleteAsync($"api/tokens/{made["id"]}"))
            Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        await Patience.UntilAsync(async () => await StatusAsync(program, "health/serving") == HttpStatusCode.ServiceUnavailable, "nobody is sent to the node that lost the database");
        var known = Stopwatch.GetElapsedTime(cut);
        await closed.Task.WaitAsync(Patience.Long);
        output.WriteLine($"known after {known}, connections closed after {Stopwatch.GetElapsedTime(cut)}");
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(6))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(program, $"api/documents/{room.Document}"));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await WriteAsync(program, room));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(program, "health/serving"));
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(elsewhere, $"api/documents/{room.Document}"));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(elsewhere, "health/serving"));
        }

        Assert.Equal(0, nodes.GivenUp);
        hosts.Heal(Alone, hosts.Database);
        await Patience.UntilAsync(async () => await StatusAsync(program, "health/serving") == HttpStatusCode.OK, "it has the database again");
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(program, $"api/documents/{room.Document}"));
    }

    private static async Task<HttpStatusCode> StatusAsync(Person person, string path)
    {
        using var answer = await person.Http.GetAsync(path);
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> WriteAsync(Person person, Room room)
    {
        using var answer = await person.Http.PostAsJsonAsync($"api/documents/{room.Document}/annotations", room.Note(Guid.NewGuid(), "A note."));
        return answer.StatusCode;
    }

    private static async Task SeesItAsync(IEnumerable<Person> readers, Room room)
    {
        foreach (var reader in readers)
        {
            using var answer = await reader.Http.GetAsync($"api/documents/{room.Document}");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
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
