using Collab.Cluster.Tests.Running;
using Collab.Domain.Policy;

namespace Collab.Client.Tests;

[Collection(ClientCollection.Name)]
public sealed class WatchTests(ClientFixture fixture)
{
    private static readonly CollabClientOptions Quick = new() { ShortestPause = TimeSpan.FromMilliseconds(1), LongestPause = TimeSpan.FromMilliseconds(20), AnswerWithin = TimeSpan.FromSeconds(5) };

    [Fact]
    public async Task A_watch_whose_connection_is_cut_in_the_middle_misses_nothing_and_gets_nothing_twice()
    {
        const int Cuts = 8, Notes = 60, Between = 5;
        var (_, id, token) = await fixture.OpenAsync();
        await using var proxy = TcpProxy.Start(fixture.Server.Address);
        var struck = 0;
        // Handshakes, frames and answers: at ever later bytes, one way or the other.
        proxy.Decide(link => link < Cuts ? new LinkFate(link % 2 == 0 ? LinkFault.Reset : LinkFault.Close, FromServer: true, After: 400 * (link + 1)) : LinkFate.None);
        proxy.Struck += _ => Interlocked.Increment(ref struck);
        using var reading = new CollabClient(proxy.Address, token, Quick);
        using var writing = new CollabClient(fixture.Server.Address, token);
        var document = writing.Document(id);
        var before = (await document.ReadAsync()).Seq;
        var writes = WriteAsync();

        List<DocumentEvent> read = [];
        var between = 0;
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await foreach (var update in reading.Document(id).Watch(Cursor.Start, enough.Token))
        {
            read.AddRange(Assert.IsType<Batch>(update).Events);
            // Between two batches too, with more to come.
            if (between++ < Between)
            {
                proxy.Cut();
                await document.AnnotateAsync(new NewNote("After a cut."), cancellation: enough.Token);
            }

            if (update.Cursor.Seq >= before + Notes + Between)
                break;
        }

        await writes;
        Assert.Equal(Enumerable.Range(1, (int)before + Notes + Between).Select(seq => (long)seq), read.Select(e => e.Seq));
        Assert.Equal(await document.EventsAsync().Select(e => e.Hash).ToListAsync(), read.Select(e => e.Hash));
        // Requests that ask why a stream did not begin have links of their own, which may outlive their few bytes.
        Assert.True(struck >= Cuts / 2, $"Only {struck} links were cut.");

        async Task WriteAsync()
        {
            for (var i = 1; i <= Notes; i++)
                await document.AnnotateAsync(new NewNote($"Note {i}: {new string('w', 100)}"));
        }
    }

    [Fact]
    public async Task A_watch_begins_with_a_snapshot_and_goes_on_with_what_comes_after_it()
    {
        var (_, id, token) = await fixture.OpenAsync();
        using var client = new CollabClient(fixture.Server.Address, token);
        var document = client.Document(id);
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var updates = document.Watch(cancellation: enough.Token).GetAsyncEnumerator(enough.Token);

        Assert.True(await updates.MoveNextAsync());
        var snapshot = Assert.IsType<Snapshot>(updates.Current);
        var note = await document.AnnotateAsync(new NewNote("How slowly?") { Targets = [new Target(snapshot.Clauses[0].Id) { Quote = new Quote("first") }] }, cancellation: enough.Token);
        Assert.True(await updates.MoveNextAsync());
        var batch = Assert.IsType<Batch>(updates.Current);

        Assert.Equal((snapshot.Seq + 1, note.Seq, note.Id), (batch.First, batch.Last, Assert.Single(batch.Events).Annotation));
        var written = Assert.Single((await document.ReadAsync(atLeast: note.Seq, cancellation: enough.Token)).Annotations);
        Assert.Equal((note.Number, "How slowly?", "first", new Position(4, 9)), (written.Number, written.Body!.Text, written.Targets[0].Quote!.Exact, written.Targets[0].Position));
        Assert.Empty((await document.ReadAsync(at: snapshot.Seq, cancellation: enough.Token)).Annotations);
    }

    [Fact]
    public async Task A_cursor_of_another_log_or_ahead_of_this_one_is_answered_with_a_snapshot()
    {
        var (_, id, token) = await fixture.OpenAsync();
        using var client = new CollabClient(fixture.Server.Address, token);
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var now = await client.Document(id).ReadAsync(cancellation: enough.Token);

        foreach (var lost in new[] { new Cursor("anotherepoch", now.Seq), new Cursor(now.Epoch, now.Seq + 1000) })
        {
            await foreach (var update in client.Document(id).Watch(lost, enough.Token))
            {
                Assert.Equal(now.Cursor, Assert.IsType<Snapshot>(update).Cursor);
                break;
            }
        }

        Assert.Equal("resync", (await Assert.ThrowsAsync<RefusedException>(async () => await client.Document(id).EventsAsync(new Cursor("anotherepoch", 1)).ToListAsync())).Code);
    }

    [Fact]
    public async Task Who_may_not_watch_or_no_longer_is_told_so_with_code_and_status()
    {
        var (seminar, id, token) = await fixture.OpenAsync();
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var nobody = new CollabClient(fixture.Server.Address, "collab_pat_none_none", Quick);
        using var outsider = new CollabClient(fixture.Server.Address, (await fixture.OpenAsync()).Token, Quick);
        using var member = new CollabClient(fixture.Server.Address, await fixture.TokenAsync(seminar, Role.Annotator), Quick);
        Assert.Equal(("unauthenticated", 401), await RefusalAsync(nobody));
        Assert.Equal(("not-found", 404), await RefusalAsync(outsider));

        await using var updates = member.Document(id).Watch(cancellation: enough.Token).GetAsyncEnumerator(enough.Token);
        Assert.True(await updates.MoveNextAsync());
        var me = Assert.Single((await member.MeAsync(enough.Token)).Seminars).Member;
        using var owner = new HttpClient { BaseAddress = fixture.Server.Address, DefaultRequestHeaders = { Authorization = new("Bearer", token) } };
        (await owner.DeleteAsync(new Uri($"api/seminars/{seminar}/members/{me}", UriKind.Relative), enough.Token)).EnsureSuccessStatusCode();
        var removed = await Assert.ThrowsAsync<RefusedException>(async () =>
        {
            while (await updates.MoveNextAsync())
            {
            }
        });
        Assert.Equal(("not-found", 404), (removed.Code, removed.Status));
        Assert.EndsWith(".", removed.Sentence, StringComparison.Ordinal);

        async Task<(string, int)> RefusalAsync(CollabClient client)
        {
            var refused = await Assert.ThrowsAsync<RefusedException>(async () => await client.Document(id).Watch(Cursor.Start, enough.Token).GetAsyncEnumerator(enough.Token).MoveNextAsync());
            return (refused.Code, refused.Status);
        }
    }

    [Fact]
    public async Task A_watch_ends_when_it_is_told_to()
    {
        var (_, id, token) = await fixture.OpenAsync();
        using var client = new CollabClient(fixture.Server.Address, token);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in client.Document(id).Watch(cancellation: stop.Token))
                await stop.CancelAsync();
        });
    }
}
