using System.Reflection;
using Collab.Storage.Accounts;

namespace Collab.Server.Tests.Api;

/// <summary>Accounts where nobody is let in by a command before another has asked to be.</summary>
public class AccountsThatWait : DispatchProxy
{
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously), _second = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IAccountStore _accounts = null!;
    private int _came;

    /// <summary>When the first has asked.</summary>
    public Task First => _first.Task;

    public static IAccountStore Of(IAccountStore accounts)
    {
        var proxy = Create<IAccountStore, AccountsThatWait>();
        ((AccountsThatWait)(object)proxy)._accounts = accounts;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.Name == nameof(IAccountStore.ClaimJoinAsync) ? ClaimAsync((string)args![0]!, (Person)args[1]!, (string)args[2]!) : targetMethod.Invoke(_accounts, args);

    private async Task<Person> ClaimAsync(string command, Person person, string seminar)
    {
        if (Interlocked.Increment(ref _came) > 1)
            _second.TrySetResult();
        _first.TrySetResult();
        await _second.Task;
        return await _accounts.ClaimJoinAsync(command, person, seminar);
    }
}
