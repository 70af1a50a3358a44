using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Collab.Server.Tests.Telemetry;

/// <summary>What a server logs, written by the formatters of its console: what each of them wrote for one entry is one text.</summary>
internal sealed class FormattedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<(string Formatter, string Written)> _entries = [];

    /// <summary>Nothing is written before they are known.</summary>
    public IReadOnlyList<ConsoleFormatter> Formatters { get; set; } = [];

    public IReadOnlyList<string> Of(string formatter) => [.. _entries.Where(entry => entry.Formatter == formatter).Select(entry => entry.Written)];

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, this);

    public void Dispose()
    {
    }

    private sealed class Logger(string category, FormattedLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            foreach (var writing in log.Formatters)
            {
                using var writer = new StringWriter();
                writing.Write(new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter), null, writer);
                log._entries.Enqueue((writing.Name, writer.ToString()));
            }
        }
    }
}
