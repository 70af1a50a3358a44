using System.Text;
using Collab.Contracts.Documents;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Storage;

namespace Collab.Grains.Tests.Documents;

/// <summary>What it takes to wake a document, and to follow one that has moved.</summary>
public sealed class ActivationTests : IAsyncLifetime
{
    private const int Notes = 40, Newer = 3;

    private Cluster _cluster = null!;
    private int _read;

    public async Task InitializeAsync()
    {
        _cluster = await Cluster.StartAsync();
        for (var i = 0; i < Notes; i++)
            await WriteAsync(i);
        _cluster.Log.EventsRead = (stream, count) => Interlocked.Add(ref _read, stream == _cluster.Document ? count : 0);
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Where_it_is_read_it_wakes_from_what_is_known_there_and_reads_only_what_is_newer()
    {
        await KnowAsync(known => known);

        var (before, after, read) = await WakeAsync();

        // The newest that was known comes along, to see that it is of this log.
        Assert.Equal(Newer + 1, read);
        Assert.Equal(before, after);
        await WriteAsync(0);
    }

    [Fact]
    public async Task One_that_woke_so_saves_its_snapshot_when_it_is_due()
    {
        await Task.WhenAll(Enumerable.Range(0, 900).Select(WriteAsync));
        await KnowAsync(known => known);
        await WakeAsync();
        Assert.Null(await _cluster.Log.ReadSnapshotAsync(_cluster.Document));

        // A thousand events are reached, and saving takes a write or two more.
        for (var i = 0; i < 200 && await _cluster.Log.ReadSnapshotAsync(_cluster.Document) is null; i++)
            await WriteAsync(i);

        Assert.NotNull(await _cluster.Log.ReadSnapshotAsync(_cluster.Document));
    }

    [Theory]
    [InlineData("another epoch")]
    [InlineData("another log")]
    [InlineData("members who are not in the log")]
    [InlineData("words that were erased")]
    [InlineData("more than there is")]
    public async Task What_cannot_be_relied_on_is_not(string which)
    {
        await KnowAsync(known => known with
        {
            Header = which switch
            {
                "another epoch" => known.Header with { Epoch = "another" },
                "another log" => known.Header with { Hash = new string('0', 64) },
                "members who are not in the log" => known.Header with { IsAhead = true },
                "words that were erased" => known.Header with { Erased = 5 },
                _ => known.Header with { Seq = known.Header.Seq + 1000 },
            },
        });

        var (before, after, read) = await WakeAsync();

        Assert.True(read > Notes, $"{read} events were read.");
        Assert.Equal(before, after);
    }

    [Fact]
    public async Task Where_the_scrub_came_upon_damage_the_log_is_read_from_its_beginning()
    {
        await KnowAsync(known => known);
        await _cluster.Log.SaveSnapshotAsync(_cluster.Document, Snapshot.OfNothing);

        var (_, _, read) = await WakeAsync();

        Assert.True(read > Notes, $"{read} events were read.");
    }

    [Fact]
    public async Task Whoever_has_the_state_goes_on_observing_after_a_move_without_being_sent_it()
    {
        var recorder = new DocumentRecorder();
        var observer = _cluster.Grains.CreateObjectReference<IDocumentObserver>(recorder);
        var known = (await _cluster.DocumentGrain.ObserveAsync(observer))!.Header;
        await _cluster.ForgetAsync(_cluster.DocumentGrain);

        Assert.False(await _cluster.DocumentGrain.RenewAsync(observer));
        Assert.False(await _cluster.DocumentGrain.RenewAsync(observer, "another", known.Seq, known.SeminarSeq));
        Assert.False(await _cluster.DocumentGrain.RenewAsync(observer, known.Epoch, known.Seq + 1, known.SeminarSeq));
        Assert.True(await _cluster.DocumentGrain.RenewAsync(observer, known.Epoch, known.Seq, known.SeminarSeq));

        var written = await WriteAsync(0);
        Assert.Equal(written, (await recorder.UntilAsync(written, written))[0].Seq);
    }

    [Fact]
    public async Task Whoever_does_not_know_of_a_member_who_could_not_be_written_is_sent_the_state()
    {
        var observer = _cluster.Grains.CreateObjectReference<IDocumentObserver>(new DocumentRecorder());
        var known = (await _cluster.DocumentGrain.ObserveAsync(observer))!.Header;
        var joined = new LogEvent { Seq = known.SeminarSeq + 1, Actor = "lena", Command = Guid.NewGuid(), At = known.At, Data = new MemberJoined("lena", "person-lena", Domain.Policy.Role.Reader), Words = new Words { Name = "Lena" } };
        _cluster.Log.FailBeforeWrite();
        Assert.Equal(0, await _cluster.DocumentGrain.ApplyMembershipAsync([joined]));

        Assert.False(await _cluster.DocumentGrain.RenewAsync(observer, known.Epoch, known.Seq, known.SeminarSeq));
        var told = (await _cluster.DocumentGrain.ObserveAsync(observer))!.Header;

        Assert.Equal("Lena", told.Members["lena"].Name);
        Assert.True(told.IsAhead);
    }

    private async Task<long> WriteAsync(int i) => (await _cluster.ClauseGrain(i % 3).ExecuteAsync(_cluster.Note(i % 3, $"Note {i}."))).Demand().Seq;

    /// <summary>The node knows the document as it is now, or something else; then a little more is written.</summary>
    private async Task KnowAsync(Func<DocumentState, DocumentState> what)
    {
        _cluster.Replica.Known = what(await _cluster.StateAsync());
        for (var i = 0; i < Newer; i++)
            await WriteAsync(i);
    }

    private async Task<(string Before, string After, int Read)> WakeAsync()
    {
        var before = await ShownAsync();
        await _cluster.ForgetAsync(_cluster.DocumentGrain);
        Volatile.Write(ref _read, 0);
        return (before, await ShownAsync(), Volatile.Read(ref _read));
    }

    private async Task<string> ShownAsync() => Encoding.UTF8.GetString(EventCodec.WriteSnapshot((await _cluster.StateAsync()).ToSnapshot()));
}
