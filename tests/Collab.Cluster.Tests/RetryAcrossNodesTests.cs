using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Collab.Cluster.Tests.Running;

namespace Collab.Cluster.Tests;

public sealed class RetryAcrossNodesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const int Rounds = 20;

    /// <summary>Variables that are set for the nodes alone.</summary>
    internal IReadOnlyDictionary<string, string>? Environment { get; init; }

    [Fact]
    public async Task The_same_command_at_two_nodes_at_once_is_done_once_and_with_other_content_it_is_refused()
    {
        await using var nodes = await Nodes.StartAsync(postgres.Server, 2, environment: Environment);
        using var room = await Room.EnterAsync(nodes[0], nodes.Addresses);
        var annotator = (await room.JoinAsync("annotator", 1))[0];
        using Person one = annotator.At(nodes.Addresses[0]), other = annotator.At(nodes.Addresses[1]);
        Dictionary<Guid, long> seqs = [];
        long last = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var command = Guid.NewGuid();
            seqs[command] = await AtOnceAsync(room, command, one, other, one, other);
            // Whatever was refused in the round before has left nothing between.
            Assert.True(round == 0 || seqs[command] == last + 1, $"{seqs[command]} after {last}");
            last = seqs[command];
            await IsRefusedForOtherContentAsync(room, command, one, other);
        }

        // What the nodes remember of it is gone: the answer is that of the log, where much came after it.
        await nodes.RestartAllAsync();
        using Person oneAgain = annotator.At(nodes.Addresses[0]), otherAgain = annotator.At(nodes.Addresses[1]);
        foreach (var (command, seq) in seqs)
        {
            var again = await AtOnceAsync(room, command, oneAgain, otherAgain);
            Assert.True(again == seq, $"A repeated command is answered with seq {again}, and was done at {seq}.");
        }

        await IsRefusedForOtherContentAsync(room, seqs.Keys.First(), oneAgain, otherAgain);
        await room.SnapshotAsync($"?atLeast={last}");
        var counts = (await room.Owner.EventsAsync(room.Document)).CountBy(e => e.GetProperty("command").GetString()!).ToDictionary();
        Assert.All(seqs.Keys, command => Assert.Equal(1, counts[command.ToString()]));
    }

    /// <summary>Sends one command many times at once; all are answered the same.</summary>
    private static async Task<long> AtOnceAsync(Room room, Guid command, params Person[] people)
    {
        var answers = await Task.WhenAll(people.Select(async person =>
        {
            var answer = await person.PostAsync(Path(room), room.Note(command, $"At once, {command}."));
            return ((long)answer["seq"]!, (string)answer["id"]!);
        }));
        return Assert.Single(answers.Distinct()).Item1;
    }

    private static async Task IsRefusedForOtherContentAsync(Room room, Guid command, params Person[] people)
    {
        foreach (var person in people)
        {
            using var refused = await person.Http.PostAsJsonAsync(Path(room), room.Note(command, "Something else under the same id."));
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            Assert.Equal("command-reused", (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        }
    }

    private static string Path(Room room) => $"api/documents/{room.Document}/annotations";
}
