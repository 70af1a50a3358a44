using System.Diagnostics;
using System.Diagnostics.Metrics;
using Collab.Domain;

namespace Collab.Server.Telemetry;

/// <summary>How long commands take and how they end. No person, seminar or document is a label.</summary>
internal static class CommandMetrics
{
    private static readonly Meter Source = new(NodeMetrics.Meter);

    private static readonly Histogram<double> Duration =
        Source.CreateHistogram<double>("collab.command.duration", "s", "From the arrival of a command until it is durable and readable here, or refused.");

    /// <summary>Runs a command and notes how it ended: <c>done</c>, or the code of its refusal.</summary>
    public static async Task<T> MeasureAsync<T>(string command, Func<Task<T>> run)
    {
        var (began, outcome) = (Stopwatch.GetTimestamp(), "internal");
        try
        {
            var result = await run();
            outcome = "done";
            return result;
        }
        catch (RefusalException refusal) when ((outcome = refusal.Code).Length == 0)
        {
            // Never: only the filter is wanted. To catch a refusal and throw it again costs more than all the rest of it.
            throw;
        }
        finally
        {
            Duration.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, new KeyValuePair<string, object?>("command", command), new KeyValuePair<string, object?>("outcome", outcome));
        }
    }
}
