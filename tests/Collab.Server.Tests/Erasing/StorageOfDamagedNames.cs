using System.Reflection;
using Collab.Storage;
using Collab.Storage.Accounts;

namespace Collab.Server.Tests.Erasing;

/// <summary>A storage whose rows of people cannot be written, for they stand on a damaged page.</summary>
public class StorageOfDamagedNames : DispatchProxy
{
    private object _inner = null!;

    public static IStorage Of(IStorage storage) => Around(storage);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
    {
        "get_Accounts" => Around(((IStorage)_inner).Accounts),
        nameof(IAccountStore.EraseNamesAsync) => throw new StorageDamagedException("The table people is damaged."),
        _ => targetMethod.Invoke(_inner, args),
    };

    private static T Around<T>(T inner)
        where T : class
    {
        var proxy = Create<T, StorageOfDamagedNames>();
        ((StorageOfDamagedNames)(object)proxy)._inner = inner;
        return proxy;
    }
}
