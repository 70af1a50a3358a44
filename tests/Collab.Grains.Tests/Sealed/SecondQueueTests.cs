using Collab.Contracts;
using Collab.Contracts.Sealed;
using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Domain.Policy;
using Collab.Domain.Queue;

namespace Collab.Grains.Tests.Sealed;

/// <summary>Two silos that each believe they hold a document and its queue, as after one was frozen or cut off, and moderators at both.</summary>
public sealed class SecondQueueTests : IAsyncLifetime
{
    private const int Rounds = 40;

    private Cluster _first = null!, _second = null!;
    private string _mona = "";

    public async Task InitializeAsync()
    {
        _first = await Cluster.StartAsync();
        (await _first.DocumentGrain.ExecuteAsync(new SetApproval { CommandId = Guid.NewGuid(), Actor = _first.Owner, On = true })).Demand();
        _mona = await _first.JoinAsync("Mona", Role.Moderator);
        _second = await _first.CutOffAsync();
    }

    public async Task DisposeAsync()
    {
        await _second.DisposeAsync();
        await _first.DisposeAsync();
    }

    [Fact]
    public async Task M128_What_both_decide_at_once_is_out_once_as_it_was_reworded_last_or_it_is_not()
    {
        var random = new Random(7);
        for (var round = 0; round < Rounds; round++)
        {
            var (text, better) = ($"Round {round}.", $"Round {round}, better.");
            var note = (await Queue(_first).ExecuteAsync(_first.Note(0, text))).Demand().Id!;
            // Some of them, each through one of the two, in any order.
            (string Name, Command Command)[] all =
            [
                ("approve", new ApproveNote { CommandId = Guid.NewGuid(), Actor = _first.Owner, Annotation = note }),
                ("approve too", new ApproveNote { CommandId = Guid.NewGuid(), Actor = _mona, Annotation = note }),
                ("reject", new RejectNote { CommandId = Guid.NewGuid(), Actor = _mona, Annotation = note }),
                ("edit", new EditAnnotation { CommandId = Guid.NewGuid(), Actor = _first.Annotator, Annotation = note, Version = 1, Text = better }),
                ("remove", new DeleteAnnotation { CommandId = Guid.NewGuid(), Actor = _first.Annotator, Annotation = note }),
            ];
            var asked = all.Where(act => act.Name.StartsWith("approve", StringComparison.Ordinal) || random.Next(2) == 0).OrderBy(_ => random.Next()).ToList();
            var silo = random.Next(2);
            var replies = await Task.WhenAll(asked.Select((act, i) => Queue((silo + i) % 2 == 0 ? _first : _second).ExecuteAsync(act.Command)));
            var done = asked.Zip(replies).Where(each => each.Second.Outcome is not null).Select(each => each.First.Name).ToHashSet();

            var (one, other) = (await _first.StateAsync(), await _second.StateAsync());
            var (here, there) = ((await Queue(_first).OpenAsync()).Queue.Notes[note], (await Queue(_second).OpenAsync()).Queue.Notes[note]);
            var published = one.Annotations.Where(shown => shown.Body?.Text == text || shown.Body?.Text == better).ToList();
            var told = $"round {round}: asked {string.Join(", ", asked.Select(act => act.Name))}; done {string.Join(", ", done)}; {published.Count} out; {here.State}.";
            Assert.True(one.Header.Hash == other.Header.Hash && here == there, told);
            Assert.True(published.Count == done.Count(name => name.StartsWith("approve", StringComparison.Ordinal)) && published.Count < 2, told);
            Assert.True(published.Count == 0 || (!done.Contains("reject") && !done.Contains("remove") && published[0].Body!.Text == (done.Contains("edit") ? better : text)), told);
            Assert.True((here.State == WaitingState.Approved) == (published.Count == 1) && here.Published == published.FirstOrDefault()?.Id, told);
            Assert.True(published.Count == 1 || done.Contains("reject") || done.Contains("remove"), told);
        }
    }

    private static ISealedGrain Queue(Cluster cluster) => cluster.Grains.GetGrain<ISealedGrain>(SealedKey.QueueOf(cluster.Document));
}
