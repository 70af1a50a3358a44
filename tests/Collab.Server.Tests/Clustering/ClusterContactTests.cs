using Collab.Domain;
using Collab.Server.Clustering;
using Microsoft.Extensions.Time.Testing;

namespace Collab.Server.Tests.Clustering;

public sealed class ClusterContactTests : IClusterProbe, IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly ClusterContact _contact;
    private Task<ClusterAnswer> _answer = Task.FromResult(ClusterAnswer.Counts);
    private readonly AskedAccounts _accounts;
    private int _asked, _askedOfStorage;
    private TimeSpan? _silence;

    public ClusterContactTests()
    {
        var (accounts, test) = AskedAccounts.New();
        (_accounts, _contact) = (test, new(this, new StorageContact(accounts, _time), _time));
    }

    public void Dispose() => _contact.Dispose();

    public Task<ClusterAnswer> AskAsync()
    {
        _asked++;
        return _answer;
    }

    public Task<TimeSpan?> AskOfStorageAsync()
    {
        _askedOfStorage++;
        return Task.FromResult(_silence);
    }

    [Fact]
    public async Task A_node_that_hears_nothing_for_longer_than_an_answer_holds_shows_nothing()
    {
        await _contact.AskAsync();
        _answer = Task.FromResult(ClusterAnswer.Silence);
        _time.Advance(ClusterContact.Lease);
        await _contact.AskAsync();
        await _contact.DemandAsync();
        Assert.False(_contact.IsCutOff);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(_contact.IsCutOff);
        Assert.Equal("unavailable", (await Assert.ThrowsAsync<RefusalException>(() => _contact.DemandAsync().AsTask())).Code);
        _answer = Task.FromResult(ClusterAnswer.Counts);
        await _contact.DemandAsync();
        Assert.False(_contact.IsCutOff);
    }

    [Fact]
    public async Task A_node_that_was_given_up_shows_nothing_from_that_moment_on()
    {
        _answer = Task.FromResult(ClusterAnswer.GivenUp);
        await _contact.AskAsync();
        Assert.True(_contact.IsCutOff);
        _answer = Task.FromResult(ClusterAnswer.Counts);
        await Assert.ThrowsAsync<RefusalException>(() => _contact.DemandAsync().AsTask());
    }

    [Fact]
    public async Task What_is_under_way_when_the_cluster_is_lost_is_cut_off_and_nothing_that_has_ended()
    {
        var (before, ended, late) = (new Lifetime(), new Lifetime(), new Lifetime());
        var answer = new TaskCompletionSource();
        await _contact.PassAsync(ended.Request(), _ => Task.CompletedTask);
        var waiting = _contact.PassAsync(before.Request(), _ => answer.Task);
        _contact.Abandon();
        Assert.True(before.IsCutOff);
        Assert.False(ended.IsCutOff);
        var waitingToo = _contact.PassAsync(late.Request(), _ => answer.Task);
        Assert.False(late.IsCutOff);
        _contact.Abandon();
        Assert.True(late.IsCutOff);
        answer.SetResult();
        await Task.WhenAll(waiting, waitingToo);
    }

    [Fact]
    public async Task A_node_that_was_asleep_asks_before_it_shows_anything()
    {
        _time.Advance(TimeSpan.FromMinutes(1));
        var answer = new TaskCompletionSource<ClusterAnswer>();
        _answer = answer.Task;
        var (first, second) = (_contact.DemandAsync().AsTask(), _contact.DemandAsync().AsTask());
        Assert.False(first.IsCompleted);
        answer.SetResult(ClusterAnswer.Counts);
        await first;
        await second;
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task An_answer_holds_from_when_it_was_asked_for()
    {
        var answer = new TaskCompletionSource<ClusterAnswer>();
        _answer = answer.Task;
        var asking = _contact.AskAsync();
        _time.Advance(ClusterContact.Lease + TimeSpan.FromMilliseconds(1));
        answer.SetResult(ClusterAnswer.Counts);
        await asking;
        Assert.True(_contact.IsCutOff);
    }

    [Fact]
    public async Task While_the_others_answer_nothing_is_asked_by_those_who_read()
    {
        await _contact.AskAsync();
        await _contact.DemandAsync();
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task M217_A_node_that_alone_cannot_read_storage_shows_nothing_until_it_can()
    {
        await _contact.AskAsync();
        Assert.Equal(0, _askedOfStorage);
        (_accounts.Answer, _silence) = (StorageContactTests.Away, TimeSpan.Zero);
        for (var seconds = 0; seconds < 10 && !_contact.IsCutOff; seconds++)
        {
            await _contact.DemandAsync();
            _time.Advance(TimeSpan.FromSeconds(1));
            await _contact.AskAsync();
        }

        Assert.True(_contact.IsCutOff && _contact.HasLostStorage);
        var (asked, refusal) = (_asked, await Assert.ThrowsAsync<RefusalException>(() => _contact.DemandAsync().AsTask()));
        Assert.Equal("unavailable", refusal.Code);
        Assert.Contains("lost its database", refusal.Message, StringComparison.Ordinal);
        // It is known; nobody waits for it to be asked again.
        Assert.Equal(asked, _asked);

        _accounts.Answer = AskedAccounts.Answered;
        _time.Advance(TimeSpan.FromSeconds(1));
        await _contact.AskAsync();
        await _contact.DemandAsync();
        Assert.False(_contact.IsCutOff);
    }
}
