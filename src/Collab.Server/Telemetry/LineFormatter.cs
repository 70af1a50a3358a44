using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Collab.Server.Telemetry;

/// <summary>
/// A log as text, one line for each entry whatever stands in it: what would begin another line, colour a terminal or turn its writing round
/// is written as <c>\n</c> or <c>\u001B</c>. The framework's formatter lets all but the line feed through.
/// </summary>
internal sealed class LineFormatter(IOptionsMonitor<ConsoleFormatterOptions> options) : ConsoleFormatter(Lines)
{
    /// <summary>Its name in <c>Logging:Console:FormatterName</c>.</summary>
    public const string Lines = "lines";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var now = options.CurrentValue.UseUtcTimestamp ? DateTimeOffset.UtcNow : DateTimeOffset.Now;
        textWriter.Write(now.ToString(options.CurrentValue.TimestampFormat, CultureInfo.InvariantCulture));
        textWriter.Write($"{Word(logEntry.LogLevel)}: {logEntry.Category}[{logEntry.EventId.Id}] ");
        textWriter.Write(Escape(logEntry.Formatter(logEntry.State, logEntry.Exception)));
        if (logEntry.Exception is { } exception)
            textWriter.Write($" {Escape(exception.ToString())}");
        textWriter.Write('\n');
    }

    /// <summary>The text on one line, without a character that does anything but be read.</summary>
    public static string Escape(string text)
    {
        if (!text.AsSpan().ContainsAny(Acting))
            return text;
        var line = new StringBuilder(text.Length + 16);
        foreach (var letter in text)
            _ = letter == '\n' ? line.Append("\\n") : Acts(letter) ? line.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:X4}") : line.Append(letter);
        return line.ToString();
    }

    private static readonly SearchValues<char> Acting = SearchValues.Create([.. Enumerable.Range(0, char.MaxValue + 1).Select(code => (char)code).Where(Acts)]);

    // Controls, what separates lines and paragraphs, and what turns the direction of writing.
    private static bool Acts(char letter) => char.IsControl(letter) || letter is '\u2028' or '\u2029' or '\u200E' or '\u200F' or '\u061C' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}
