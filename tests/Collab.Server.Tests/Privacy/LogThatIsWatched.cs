using System.Reflection;
using Collab.Storage;

namespace Collab.Server.Tests.Privacy;

/// <summary>A storage and its log, of which it is told whose list is asked for before it is given.</summary>
public class LogThatIsWatched : DispatchProxy
{
    private object _inner = null!;
    private Func<string, Task> _listing = null!;

    /// <param name="listing">Done first.</param>
    public static IStorage Of(IStorage storage, Func<string, Task> listing) => Around<IStorage>(storage, listing);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
    {
        "get_Log" => Around<IEventLog>(((IStorage)_inner).Log, _listing),
        nameof(IEventLog.ListAsync) => ListAsync((string)args![0]!),
        _ => targetMethod.Invoke(_inner, args),
    };

    private static T Around<T>(T inner, Func<string, Task> listing)
        where T : class
    {
        var proxy = Create<T, LogThatIsWatched>();
        var watched = (LogThatIsWatched)(object)proxy;
        (watched._inner, watched._listing) = (inner, listing);
        return proxy;
    }

    private async Task<IReadOnlyList<StreamInfo>> ListAsync(string kind)
    {
        await _listing(kind);
        return await ((IEventLog)_inner).ListAsync(kind);
    }
}
