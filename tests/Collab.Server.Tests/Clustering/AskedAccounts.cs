using System.Reflection;
using Collab.Storage.Accounts;

namespace Collab.Server.Tests.Clustering;

/// <summary>Accounts that are asked for a setting and answer what the test says; how often is counted.</summary>
public class AskedAccounts : DispatchProxy
{
    public static Task<ReadOnlyMemory<byte>?> Answered { get; } = Task.FromResult<ReadOnlyMemory<byte>?>(null);

    public Task<ReadOnlyMemory<byte>?> Answer { get; set; } = Answered;

    public int Asked { get; private set; }

    public static (IAccountStore Accounts, AskedAccounts Test) New()
    {
        var accounts = Create<IAccountStore, AskedAccounts>();
        return (accounts, (AskedAccounts)(object)accounts);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        Assert.Equal(nameof(IAccountStore.ReadSettingAsync), targetMethod!.Name);
        Asked++;
        return Answer;
    }
}
