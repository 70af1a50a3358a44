using System.Diagnostics;
using System.Reflection;
using Collab.Storage.Accounts;

namespace Collab.Server.Tests.Security.Timing;

/// <summary>Accounts that look at a token's secret only where its id is known, and take ten milliseconds for that: what the time must not tell.</summary>
public class AccountsThatStopEarly : DispatchProxy
{
    private IAccountStore _accounts = null!;

    public static string Known { get; set; } = "";

    public static IAccountStore Of(IAccountStore accounts)
    {
        var proxy = Create<IAccountStore, AccountsThatStopEarly>();
        ((AccountsThatStopEarly)(object)proxy)._accounts = accounts;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == nameof(IAccountStore.FindTokenAsync) && ((string)args![0]!).StartsWith(Known, StringComparison.Ordinal))
        {
            for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began).TotalMilliseconds < 10;)
                Thread.SpinWait(10);
        }

        return targetMethod.Invoke(_accounts, args);
    }
}
