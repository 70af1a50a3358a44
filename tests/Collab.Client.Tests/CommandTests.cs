using Collab.Cluster.Tests.Running;
using Collab.Domain.Policy;
using Collab.Testing;

namespace Collab.Client.Tests;

[Collection(ClientCollection.Name)]
public sealed class CommandTests(ClientFixture fixture)
{
    [Fact]
    public async Task A_command_whose_answer_is_lost_is_sent_again_and_done_once()
    {
        var (_, id, token) = await fixture.OpenAsync();
        await using var proxy = TcpProxy.Start(fixture.Server.Address);
        var lost = 0;
        proxy.Struck += _ => Interlocked.Increment(ref lost);
        using var client = new CollabClient(proxy.Address, token, new() { AnswerWithin = TimeSpan.FromSeconds(1), ShortestPause = TimeSpan.FromMilliseconds(1) });
        // Nobody is told that the first two answers are gone; the third link is cut in the middle of the answer.
        proxy.Decide(link => link switch { < 2 => new LinkFate(LinkFault.Swallow), 2 => new LinkFate(LinkFault.Reset, After: 900), _ => LinkFate.None });

        var outcome = await client.Document(id).AnnotateAsync(new NewNote("Said once."));

        Assert.Equal(3, lost);
        var note = Assert.Single((await client.Document(id).ReadAsync(atLeast: outcome.Seq)).Annotations);
        Assert.Equal((outcome.Id, outcome.Seq, outcome.Number), (note.Id, note.Seq, note.Number));
    }

    [Fact]
    public async Task The_same_id_again_gets_the_same_answer_and_with_other_words_a_refusal()
    {
        var (_, id, token) = await fixture.OpenAsync();
        using var client = new CollabClient(fixture.Server.Address, token);
        var command = Guid.NewGuid();

        var first = await client.Document(id).AnnotateAsync(new NewNote("Said once."), command);
        Assert.Equal(first, await client.Document(id).AnnotateAsync(new NewNote("Said once."), command));
        var refused = await Assert.ThrowsAsync<RefusedException>(() => client.Document(id).AnnotateAsync(new NewNote("Something else."), command));

        Assert.Equal(("command-reused", 409, false), (refused.Code, refused.Status, refused.MayPass));
        Assert.NotNull(refused.TraceId);
        Assert.EndsWith(".", refused.Sentence, StringComparison.Ordinal);
        Assert.Single((await client.Document(id).ReadAsync()).Annotations);
    }

    [Fact]
    public async Task What_a_document_takes_can_be_said()
    {
        var (seminar, id, token) = await fixture.OpenAsync();
        using var client = new CollabClient(fixture.Server.Address, token);
        using var other = new CollabClient(fixture.Server.Address, await fixture.TokenAsync(seminar, Role.Annotator));
        var document = client.Document(id);
        var clause = (await document.ReadAsync()).Clauses[0].Id;

        Assert.Equal(id, Assert.Single(await client.DocumentsAsync(seminar)).Id);
        Assert.Equal(("owner", "Monday seminar"), (await client.MeAsync()).Seminars.Select(seat => (seat.Role, seat.Title)).Single());
        var note = (await document.AnnotateAsync(new NewNote("Who is meant?") { Targets = [new Target(clause)], Motivation = "questioning", Tags = ["people"] })).Id!;
        var reply = (await other.Document(id).ReplyAsync(note, "All of us.")).Id!;
        await document.EditAsync(note, 1, "Who is meant here?");
        Assert.Equal("stale", (await Assert.ThrowsAsync<RefusedException>(() => document.EditAsync(note, 1, "Who?"))).Code);
        await document.PinAsync(note, clause);
        await document.ReactAsync(reply, "👍");
        await document.ResolveAsync(note, "Settled.");
        await document.ReopenAsync(note);
        await document.HideAsync(reply, "Off the point.");
        await document.UnhideAsync(reply);
        await document.LeadAsync(clause);
        await other.Document(id).DeleteAsync(reply);
        await document.SendAsync(HttpMethod.Post, $"clauses/{clause}/lock", new { reason = "Read first." });
        Assert.Equal(("locked", 409), await RefusedAsync(other.Document(id).AnnotateAsync(new NewNote("Late.") { Targets = [new Target(clause)] })));
        await document.AnnotateAsync(new NewNote("As a moderator.") { Targets = [new Target(clause)], Override = true });
        Assert.StartsWith("n.", (await other.Document(id).AnnotateAsync(new NewNote("For me.") { Private = true })).Id, StringComparison.Ordinal);

        var snapshot = await document.ReadAsync();
        Assert.Equal([(1, "shown", "Who is meant here?"), (2, "deleted", null), (3, "shown", "As a moderator.")], snapshot.Annotations.Select(a => (a.Number, a.State, a.Body?.Text)));
        Assert.Equal((note, "questioning", "people"), (snapshot.Annotations[1].ReplyTo, snapshot.Annotations[0].Motivation, snapshot.Annotations[0].Tags!.Single()));
        Assert.Equal(note, Assert.Single(snapshot.Pins).Annotation);
        Assert.True(snapshot.Clauses[0].Locked);
        Assert.Contains("members", snapshot.Others.Keys);
    }

    [Fact]
    public async Task Where_nobody_answers_patience_ends_and_says_by_which_id_to_ask_again()
    {
        var address = new Uri($"http://127.0.0.1:{Ports.Free()}");
        using var client = new CollabClient(address, "token", new() { Patience = TimeSpan.FromMilliseconds(50), ShortestPause = TimeSpan.FromMilliseconds(10) });
        var command = Guid.NewGuid();

        var unknown = await Assert.ThrowsAsync<OutcomeUnknownException>(() => client.Document("any").AnnotateAsync(new NewNote("Heard?"), command));

        Assert.Equal(command, unknown.CommandId);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.MeAsync());
    }

    private static async Task<(string, int)> RefusedAsync(Task command)
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() => command);
        return (refused.Code, refused.Status);
    }
}
