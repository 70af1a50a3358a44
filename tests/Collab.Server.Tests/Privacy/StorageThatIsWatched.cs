using System.Reflection;
using Collab.Storage;
using Collab.Storage.Accounts;

namespace Collab.Server.Tests.Privacy;

/// <summary>A storage of which it is told whose list is asked for, before it is given, and which setting is saved, once it is.</summary>
public class StorageThatIsWatched : DispatchProxy
{
    private object _inner = null!;
    private Func<string, Task> _listing = null!;
    private Func<string, ReadOnlyMemory<byte>, Task> _saved = null!;

    public static IStorage Of(IStorage storage, Func<string, Task>? listing = null, Func<string, ReadOnlyMemory<byte>, Task>? saved = null) =>
        Around(storage, listing ?? (_ => Task.CompletedTask), saved ?? ((_, _) => Task.CompletedTask));

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
    {
        "get_Log" => Around(((IStorage)_inner).Log, _listing, _saved),
        "get_Accounts" => Around(((IStorage)_inner).Accounts, _listing, _saved),
        nameof(IEventLog.ListAsync) => ListAsync((string)args![0]!),
        nameof(IAccountStore.SaveSettingAsync) => SaveSettingAsync((string)args![0]!, (ReadOnlyMemory<byte>)args[1]!),
        _ => targetMethod.Invoke(_inner, args),
    };

    private static T Around<T>(T inner, Func<string, Task> listing, Func<string, ReadOnlyMemory<byte>, Task> saved)
        where T : class
    {
        var proxy = Create<T, StorageThatIsWatched>();
        var watched = (StorageThatIsWatched)(object)proxy;
        (watched._inner, watched._listing, watched._saved) = (inner, listing, saved);
        return proxy;
    }

    private async Task<IReadOnlyList<StreamInfo>> ListAsync(string kind)
    {
        await _listing(kind);
        return await ((IEventLog)_inner).ListAsync(kind);
    }

    private async Task SaveSettingAsync(string key, ReadOnlyMemory<byte> value)
    {
        await ((IAccountStore)_inner).SaveSettingAsync(key, value);
        await _saved(key, value);
    }
}
