using System.Reflection;
using Collab.Storage;

namespace Collab.Server.Tests.Privacy;

/// <summary>A storage whose log cannot be reached.</summary>
public class StorageThatIsAway : DispatchProxy
{
    private SemaphoreSlim _asked = null!;

    /// <param name="asked">Released each time that somebody asks for its log.</param>
    public static IStorage Of(SemaphoreSlim asked)
    {
        var proxy = Create<IStorage, StorageThatIsAway>();
        ((StorageThatIsAway)(object)proxy)._asked = asked;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        _asked.Release();
        throw new StorageUnavailableException("The storage is away.");
    }
}
