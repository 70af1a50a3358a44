using Collab.Server.Clustering;
using Collab.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Collab.Server.Tests.Clustering;

public sealed class StorageContactTests
{
    public static readonly Task<ReadOnlyMemory<byte>?> Away = Task.FromException<ReadOnlyMemory<byte>?>(new StorageUnavailableException("on purpose"));

    private readonly FakeTimeProvider _time = new();
    private readonly AskedAccounts _accounts;
    private readonly StorageContact _contact;

    public StorageContactTests()
    {
        var (accounts, test) = AskedAccounts.New();
        (_accounts, _contact) = (test, new StorageContact(accounts, _time));
    }

    [Fact]
    public async Task M218_However_many_ask_whether_storage_answers_it_is_asked_once_and_again_after_half_a_second()
    {
        var answer = new TaskCompletionSource<ReadOnlyMemory<byte>?>();
        _accounts.Answer = answer.Task;
        var first = Enumerable.Range(0, 500).Select(_ => _contact.AskAsync()).ToList();
        Assert.DoesNotContain(first, asking => asking.IsCompleted);
        // It took longer than an answer is good for.
        _time.Advance(2 * StorageContact.Good);
        answer.SetResult(null);
        await Task.WhenAll(first);
        await _contact.AskAsync();
        _time.Advance(StorageContact.Good - TimeSpan.FromMilliseconds(1));
        await _contact.AskAsync();
        Assert.Equal(1, _accounts.Asked);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await _contact.AskAsync();
        Assert.Equal(2, _accounts.Asked);
    }

    [Fact]
    public async Task That_storage_does_not_answer_is_told_for_as_long()
    {
        _accounts.Answer = Away;
        await Assert.ThrowsAsync<StorageUnavailableException>(_contact.AskAsync);
        await Assert.ThrowsAsync<StorageUnavailableException>(_contact.AskAsync);
        Assert.Equal(1, _accounts.Asked);
        _accounts.Answer = AskedAccounts.Answered;
        _time.Advance(StorageContact.Good);
        await _contact.AskAsync();
    }

    [Fact]
    public async Task A_node_is_alone_when_storage_answers_others_what_it_was_asked_after_this_one_had_begun_to_ask_in_vain()
    {
        await _contact.AskAsync();
        _accounts.Answer = Away;
        await SecondAsync(othersAnswered: true);
        Assert.Equal(TimeSpan.FromSeconds(1), _contact.Silence);
        await SecondAsync(othersAnswered: true);
        await SecondAsync(othersAnswered: true);
        Assert.False(_contact.IsAlone, "What it heard last holds for three seconds.");
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(_contact.IsAlone);

        // The others lose it too: what happened meanwhile was missed all the same.
        for (var i = 0; i < 20; i++)
            await SecondAsync(othersAnswered: false);
        Assert.True(_contact.IsAlone);

        _accounts.Answer = AskedAccounts.Answered;
        await SecondAsync(othersAnswered: false);
        Assert.False(_contact.IsAlone);
        Assert.Equal(TimeSpan.Zero, _contact.Silence);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(900)]
    public async Task None_is_alone_when_storage_goes_away_for_all_though_some_were_answered_a_little_later(int laterMilliseconds)
    {
        await _contact.AskAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        _accounts.Answer = Away;
        await Assert.ThrowsAsync<StorageUnavailableException>(_contact.AskAsync);
        var outage = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(1));
        for (var i = 0; i < 20; i++)
        {
            _contact.Hear(_time.GetTimestamp(), _time.GetElapsedTime(outage) - TimeSpan.FromMilliseconds(laterMilliseconds));
            _time.Advance(TimeSpan.FromSeconds(1));
            await Assert.ThrowsAsync<StorageUnavailableException>(_contact.AskAsync);
            Assert.False(_contact.IsAlone);
        }
    }

    [Fact]
    public async Task Where_no_other_says_anything_or_storage_was_never_read_nothing_is_known()
    {
        _accounts.Answer = Away;
        await Assert.ThrowsAsync<StorageUnavailableException>(_contact.AskAsync);
        Assert.Null(_contact.Silence);
        _time.Advance(TimeSpan.FromMinutes(1));
        await Assert.ThrowsAsync<StorageUnavailableException>(_contact.AskAsync);
        Assert.False(_contact.IsAlone);
    }

    [Fact]
    public async Task A_node_that_was_asleep_is_not_alone_by_what_was_heard_before()
    {
        await _contact.AskAsync();
        _accounts.Answer = Away;
        await SecondAsync(othersAnswered: true);
        _accounts.Answer = AskedAccounts.Answered;
        await SecondAsync(othersAnswered: true);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(_contact.IsAlone);
        _accounts.Answer = new TaskCompletionSource<ReadOnlyMemory<byte>?>().Task;
        _ = _contact.AskAsync();
        Assert.False(_contact.IsAlone);
    }

    /// <summary>A second passes, then the node asks storage, and the others where it does not answer.</summary>
    private async Task SecondAsync(bool othersAnswered)
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        if (!await _contact.AnswersAsync() && othersAnswered)
            _contact.Hear(_time.GetTimestamp(), TimeSpan.Zero);
    }
}
