using Collab.Server.Clustering;
using Collab.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Collab.Server.Tests.Clustering;

public sealed class StorageContactTests
{
    private static readonly Task<ReadOnlyMemory<byte>?> Away = Task.FromException<ReadOnlyMemory<byte>?>(new StorageUnavailableException("on purpose"));

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
        _accounts.Answer = Task.FromResult<ReadOnlyMemory<byte>?>(null);
        _time.Advance(StorageContact.Good);
        await _contact.AskAsync();
    }
}
