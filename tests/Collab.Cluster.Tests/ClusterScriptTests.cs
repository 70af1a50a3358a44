using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Collab.Cluster.Tests.Running;
using Collab.Testing.Checking;
using Collab.Testing.Postgres;

namespace Collab.Cluster.Tests;

/// <summary>deploy/cluster.sh as it is documented: PostgreSQL, three nodes and Caddy, from the configuration that docker-compose.yml has too.</summary>
public sealed class ClusterScriptTests(ClusterScript cluster) : IClassFixture<ClusterScript>
{
    /// <summary>By then every node has answered, whichever of them the proxy chose.</summary>
    private const int InARow = 40;

    /// <summary>Twice as long as the proxy takes to notice that a node is not to be sent to: it asks every second, and waits for three.</summary>
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(8);

    [Fact]
    public async Task Through_the_proxy_people_join_write_and_read_and_go_on_when_a_node_is_killed()
    {
        using var owner = await EnterAsync("Olga Brandt");
        var streamed = new ReaderTrace("server-sent events", await owner.HeadAsync());
        var watched = new ReaderTrace("web socket", await owner.HeadAsync());
        using var stop = new CancellationTokenSource();
        var reading = Task.WhenAll(
            new Reader(owner.Owner, owner.Document, streamed, overHub: false).RunAsync(stop.Token),
            new Reader(owner.Owner, owner.Document, watched, overHub: true).RunAsync(stop.Token));
        var seqs = new List<long> { await WriteAsync(owner) };
        await Patience.UntilAsync(() => streamed.Seq >= seqs[^1] && watched.Seq >= seqs[^1], "the note arrives by both ways");

        for (var node = 1; node <= cluster.Nodes.Count; node++)
        {
            var killed = cluster.ProcessOf($"node-{node}");
            Kill(killed);
            seqs.Add(await WriteAsync(owner));
            await Patience.UntilAsync(() => streamed.Seq >= seqs[^1] && watched.Seq >= seqs[^1], $"the note that was written after node {node} was killed arrives by both ways");
            // It is started again at its own address.
            using var probe = Person.Client(cluster.Nodes[node - 1]);
            await Patience.UntilAsync(async () => cluster.ProcessOf($"node-{node}") != killed && await IsReadyAsync(probe), () => $"node {node} is started again. {cluster.Output}");
        }

        await stop.CancelAsync();
        await reading;
        Assert.All(new[] { streamed, watched }, trace =>
            Assert.All(seqs, seq => Assert.Single(trace.Batches.SelectMany(batch => batch.Events), e => e.Seq == seq)));

        var processes = new[] { "postgres", "proxy", "node-1", "node-2", "node-3" }.Select(cluster.ProcessOf).ToList();
        Assert.All(processes, process => Assert.DoesNotMatch(@"^Uid:.*\b0\b", File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("Uid:", StringComparison.Ordinal))));
        Assert.Equal(0, await cluster.StopAsync());
        Assert.All(processes, process => Assert.False(Directory.Exists($"/proc/{process}"), $"Process {process} runs on. {cluster.Output}"));

        // Everything is kept, and the same command brings it back.
        await cluster.StartAgainAsync();
        Assert.True(await owner.HeadAsync() >= seqs[^1]);
    }

    [Fact]
    public async Task Each_reader_is_counted_by_the_address_that_the_proxy_saw_and_no_other()
    {
        using var guesser = From("127.0.0.2");
        using var neighbour = From("127.0.0.3");
        for (var refused = 0; refused < InARow;)
            refused = await GuessAsync(guesser) == HttpStatusCode.TooManyRequests ? refused + 1 : 0;

        Assert.Equal(HttpStatusCode.Unauthorized, await GuessAsync(neighbour));
        guesser.DefaultRequestHeaders.Add("X-Forwarded-For", "127.0.0.4");
        Assert.Equal(HttpStatusCode.TooManyRequests, await GuessAsync(guesser));
    }

    [Fact]
    public async Task While_the_database_is_away_people_read_and_export_through_the_proxy_and_are_told_in_words_that_nothing_is_written()
    {
        using var owner = await EnterAsync("Ida Lund");
        await WriteAsync(owner);
        // Every node has seen who they are, and has the document.
        for (var i = 0; i < InARow; i++)
            Assert.True(await ReadsAsync(owner));
        var postgres = cluster.ProcessOf("postgres");
        PostgresServer.Pause(postgres);
        try
        {
            foreach (var node in cluster.Nodes)
            {
                using var probe = Person.Client(node);
                await Patience.UntilAsync(async () => !await IsReadyAsync(probe), $"{node} says that it is not ready");
            }

            await Patience.UntilAsync(() => ReadsAsync(owner), "the document is read and exported through the proxy");
            for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < Outage;)
                Assert.True(await ReadsAsync(owner), "The document was read through the proxy, and then was not.");
            await Attempt.RefusedAsync(owner);
        }
        finally
        {
            PostgresServer.Resume(postgres);
        }

        await WriteAsync(owner);
    }

    [Fact]
    public async Task A_second_cluster_in_the_folder_is_refused_and_disturbs_nothing()
    {
        await using var second = cluster.Start();
        Assert.Equal(1, await second.EndedAsync());
        Assert.Contains($"A cluster runs in {cluster.Folder}", second.Output, StringComparison.Ordinal);
        using var probe = Person.Client(cluster.Nodes[0]);
        Assert.True(await IsReadyAsync(probe));
        Assert.Equal(5, Directory.GetFiles(cluster.Folder, "*.pid").Length);
    }

    /// <summary>Comes in by the command that the script names.</summary>
    private async Task<Room> EnterAsync(string name)
    {
        var command = cluster.Output.Split('\n').Single(line => line.StartsWith("Owner link:", StringComparison.Ordinal)).Split(".dll ")[1];
        var link = (await Executable.RunAsync(command.Split(' '))).Demand().LastLine;
        Assert.StartsWith($"{cluster.Address}join#", link, StringComparison.Ordinal);
        var (owner, joined) = await Person.JoinAsync(cluster.Address, link.Split('#')[1], name, cluster.Fingerprint);
        var document = (string)joined["document"]!;
        var clauses = (await owner.GetAsync($"api/documents/{document}"))["clauses"]!.AsArray().Select(clause => (string)clause!["id"]!);
        return new Room(cluster.Address, owner, (string)joined["seminar"]!, document, [.. clauses]);
    }

    /// <summary>Writes a note as a client does: the same command again until it is answered.</summary>
    private static async Task<long> WriteAsync(Room room)
    {
        var note = room.Note(Guid.NewGuid(), "Through the proxy.");
        long? seq = null;
        await Patience.UntilAsync(async () =>
        {
            try
            {
                seq = (long)(await room.Owner.PostAsync($"api/documents/{room.Document}/annotations", note))["seq"]!;
            }
            catch (Exception unknown) when (unknown is HttpRequestException { StatusCode: null or >= HttpStatusCode.InternalServerError } or TaskCanceledException)
            {
                // A node is gone, or was just now.
            }

            return seq is not null;
        }, "the note is written");
        return seq!.Value;
    }

    private static async Task<bool> ReadsAsync(Room room)
    {
        foreach (var path in new[] { $"api/documents/{room.Document}", $"api/documents/{room.Document}/export?format=json" })
        {
            using var answer = await room.Owner.Http.GetAsync(path);
            if (!answer.IsSuccessStatusCode)
                return false;
        }

        return true;
    }

    private static async Task<bool> IsReadyAsync(HttpClient probe)
    {
        try
        {
            using var answer = await probe.GetAsync("health/ready");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<HttpStatusCode> GuessAsync(HttpClient client)
    {
        using var answer = await client.GetAsync("api/me");
        return answer.StatusCode;
    }

    /// <summary>Somebody at another address of loopback, with a token that does not hold.</summary>
    private HttpClient From(string address)
    {
        var client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
                await socket.ConnectAsync(IPAddress.Loopback, cluster.Port, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
            SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => Person.IsPinned(certificate, cluster.Fingerprint) },
        })
        { BaseAddress = cluster.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "collab_made-up");
        return client;
    }

    private static void Kill(int process) => Process.GetProcessById(process).Kill();
}
