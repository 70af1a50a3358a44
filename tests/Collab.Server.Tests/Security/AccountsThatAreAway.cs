using System.Reflection;
using Collab.Storage;
using Collab.Storage.Accounts;

namespace Collab.Server.Tests.Security;

/// <summary>Accounts on a database that can be made to go away.</summary>
public class AccountsThatAreAway : DispatchProxy
{
    private IAccountStore _accounts = null!;

    public bool Away { get; set; }

    public static IAccountStore Of(IAccountStore accounts)
    {
        var proxy = Create<IAccountStore, AccountsThatAreAway>();
        ((AccountsThatAreAway)(object)proxy)._accounts = accounts;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        Away ? throw new StorageUnavailableException("on purpose") : targetMethod!.Invoke(_accounts, args);
}
