using System.Text;
using Collab.Contracts;
using Collab.Contracts.Notebooks;
using Collab.Domain.Events;
using Collab.Storage;

namespace Collab.Grains.Tests.Documents;

/// <summary>A document that is damaged while it is open, or of which nothing can be read.</summary>
public sealed class DamagedDocumentTests : IAsyncLifetime
{
    private Cluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await Cluster.StartAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_erased_from_a_document_that_was_damaged_while_it_was_open_is_out_of_the_rows_that_can_be_read(bool isAPage)
    {
        (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0, "unspeakable"))).Demand();
        var hurt = (await _cluster.ClauseGrain(1).ExecuteAsync(_cluster.Note(1, "Hurt.", by: _cluster.Owner))).Demand().Seq;
        var behind = (await _cluster.ClauseGrain(1).ExecuteAsync(_cluster.Note(1, "Behind it.", by: _cluster.Owner))).Demand().Seq;
        _cluster.Log.Damage = (_cluster.Document, hurt);

        var reply = await EraseAsync(isAPage ? new StorageDamagedException("A page is lost on purpose.") : new DamagedStreamException(_cluster.Document, behind + 1));

        Assert.Equal("damaged", reply.Code);
        Assert.Contains($"damaged at seq {hurt}:", reply.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("unspeakable", await ReadableAsync(hurt - 1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_write_meets_a_lost_page_and_all_rows_can_be_read_they_lose_the_words()
    {
        (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0, "unspeakable"))).Demand();
        var head = (await _cluster.ClauseGrain(1).ExecuteAsync(_cluster.Note(1, "Whole.", by: _cluster.Owner))).Demand().Seq;

        Assert.Equal("damaged", (await EraseAsync(new StorageDamagedException("A page is lost on purpose."))).Code);

        Assert.DoesNotContain("unspeakable", await ReadableAsync(head), StringComparison.Ordinal);
        Assert.Contains("Whole.", await ReadableAsync(head), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_writes_again_is_told_the_same_seq_and_not_the_one_behind_it()
    {
        var hurt = (await _cluster.ClauseGrain(1).ExecuteAsync(_cluster.Note(1, "Hurt.", by: _cluster.Owner))).Demand().Seq;
        (_cluster.Log.Damage, _cluster.Log.IsDamageSeenBeyond) = ((_cluster.Document, hurt), true);
        _cluster.Log.FailBeforeWrite(error: new DamagedStreamException(_cluster.Document, hurt));
        for (var time = 0; time < 2; time++)
            Assert.Contains($"damaged at seq {hurt}:", (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0, "Too late."))).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_was_lost_before_a_write_that_succeeded_says_nothing_of_a_storage_that_refuses_later()
    {
        var notebook = _cluster.Grains.GetGrain<INotebookGrain>($"{_cluster.Document}/{_cluster.Annotator}");
        _cluster.Log.FailBeforeWrite(error: new StorageDamagedException("A page is lost on purpose."));
        Assert.Equal("unavailable", (await notebook.ExecuteAsync(_cluster.Note(0))).Code);
        _cluster.Time.Advance(TimeSpan.FromSeconds(1));
        (await notebook.ExecuteAsync(_cluster.Note(0, "unspeakable"))).Demand();
        _cluster.Log.FailBeforeWrite(error: new StorageUnavailableException("It is away on purpose."));
        Assert.Equal("unavailable", (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0))).Code);

        Assert.Equal("unavailable", (await notebook.EraseAsync(_cluster.Owner)).Code);
    }

    [Fact]
    public async Task Of_which_the_first_event_is_damaged_it_says_so_to_whoever_asks()
    {
        _cluster.Log.Damage = (_cluster.Document, 1);
        await _cluster.ForgetAsync(_cluster.DocumentGrain);

        Assert.Equal(0, (await _cluster.StateAsync()).Header.Revision);
        Assert.Equal("damaged", (await _cluster.DocumentGrain.ExecuteAsync(_cluster.Note(0) with { Targets = [] })).Code);
        Assert.Equal("damaged", (await _cluster.DocumentGrain.EraseAsync()).Code);
    }

    /// <summary>Erases the annotator; the seminar writes it, and every append of the document fails.</summary>
    private async Task<Reply> EraseAsync(Exception failure)
    {
        var hold = _cluster.Log.HoldNext();
        var told = _cluster.SeminarGrain.EraseAsync(_cluster.Owner, _cluster.Annotator);
        await hold.Reached;
        _cluster.Log.FailBeforeWrite(1000, failure);
        hold.Release();
        await told;
        return await _cluster.DocumentGrain.EraseAsync();
    }

    private async Task<string> ReadableAsync(long last) =>
        string.Join('\n', (await _cluster.Log.ReadAsync(_cluster.Document, 0, (int)last)).Select(e => e.Payload is { } payload ? Encoding.UTF8.GetString(payload.Span) : ""));
}
