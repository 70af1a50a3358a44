using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Collab.Testing;

/// <summary>Everything that a server logs, as text.</summary>
public sealed class CapturedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = [];

    public string Text => string.Join('\n', _lines);

    /// <summary>Fails where a request or a call of the hub ended in an error that the server did not foresee: a 500, an <c>internal</c>.</summary>
    /// <exception cref="InvalidOperationException">One did; the message has its trace.</exception>
    public void DemandNoneUnexpected()
    {
        if (_lines.Where(line => line.Contains("failed unexpectedly", StringComparison.Ordinal)).ToList() is [_, ..] unexpected)
            throw new InvalidOperationException($"The server did not foresee: {string.Join('\n', unexpected)}");
    }

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, _lines);

    public void Dispose()
    {
    }

    private sealed class Logger(string category, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel} {category} {formatter(state, exception)} {exception}");
    }
}
