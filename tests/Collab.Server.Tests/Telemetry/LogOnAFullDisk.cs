using System.Reflection;
using Collab.Storage;

namespace Collab.Server.Tests.Telemetry;

/// <summary>A log whose disk is full for as long as a test says.</summary>
public class LogOnAFullDisk : DispatchProxy
{
    private IEventLog _inner = null!;
    private Func<bool> _isFull = null!;

    public static IEventLog Of(IEventLog log, Func<bool> isFull)
    {
        var proxy = Create<IEventLog, LogOnAFullDisk>();
        var full = (LogOnAFullDisk)(object)proxy;
        (full._inner, full._isFull) = (log, isFull);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.Name == nameof(IEventLog.AppendAsync) && _isFull() ? Task.FromException(new StorageFullException()) : targetMethod.Invoke(_inner, args);
}
