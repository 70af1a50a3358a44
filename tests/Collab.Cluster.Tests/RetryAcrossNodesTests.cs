using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Collab.Cluster.Tests.Running;

namespace Collab.Cluster.Tests;

public sealed class RetryAcrossNodesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const int Rounds = 20;

    [Fact]
    public async Task The_same_command_at_two_nodes_at_once_is_done_once_and_with_other_content_it_is_refused()
    {
        await using var nodes = await Nodes.StartAsync(postgres.Server, 2);
        using var room = await Room.EnterAsync(nodes[0], nodes.Addresses);
        var annotator = (await room.JoinAsync("annotator", 1))[0];
        using Person one = annotator.At(nodes.Addresses[0]), other = annotator.At(nodes.Addresses[1]);
        var path = $"api/documents/{room.Document}/annotations";
        List<Guid> commands = [];
        long last = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var command = Guid.NewGuid();
            commands.Add(command);
            var answers = await Task.WhenAll(new[] { one, other, one, other }.Select(async person =>
            {
                var answer = await person.PostAsync(path, room.Note(command, $"At once, {round}."));
                return ((long)answer["seq"]!, (string)answer["id"]!);
            }));
            var (seq, _) = Assert.Single(answers.Distinct());
            // Whatever was refused in the round before has left nothing between.
            Assert.True(round == 0 || seq == last + 1, $"{seq} after {last}");
            last = seq;

            foreach (var person in new[] { one, other })
            {
                using var refused = await person.Http.PostAsJsonAsync(path, room.Note(command, "Something else under the same id."));
                Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
                Assert.Equal("command-reused", (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
            }
        }

        await room.SnapshotAsync($"?atLeast={last}");
        var counts = (await room.Owner.EventsAsync(room.Document)).CountBy(e => e.GetProperty("command").GetString()!).ToDictionary();
        Assert.All(commands, command => Assert.Equal(1, counts[command.ToString()]));
    }
}
