using System.Reflection;
using Collab.Storage;
using Collab.Storage.Accounts;

namespace Collab.Server.Tests.Security;

/// <summary>Accounts on a disk that is full: what is read is there, what is noted in passing, and that a session has ended, cannot be.</summary>
public class AccountsOnAFullDisk : DispatchProxy
{
    private IAccountStore _accounts = null!;

    /// <summary>How often it was asked to note something.</summary>
    public int Asked { get; private set; }

    public static IAccountStore Of(IAccountStore accounts)
    {
        var proxy = Create<IAccountStore, AccountsOnAFullDisk>();
        ((AccountsOnAFullDisk)(object)proxy)._accounts = accounts;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name != nameof(IAccountStore.EndSessionAsync) && !targetMethod.Name.StartsWith("See", StringComparison.Ordinal))
            return targetMethod.Invoke(_accounts, args);
        Asked++;
        return targetMethod.ReturnType == typeof(Task) ? Task.FromException(new StorageFullException()) : throw new StorageFullException();
    }
}
