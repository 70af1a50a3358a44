using System.Diagnostics;
using System.Diagnostics.Metrics;
using Collab.Contracts;
using Collab.Domain;

namespace Collab.Server.Telemetry;

/// <summary>How long commands take and how they end. No person, seminar or document is a label.</summary>
internal static class CommandMetrics
{
    private static readonly Meter Source = new(NodeMetrics.Meter);

    private static readonly Histogram<double> Duration =
        Source.CreateHistogram<double>("collab.command.duration", "s", "From the arrival of a command until it is durable and readable here, or refused.");

    /// <summary>Runs a command and notes how it ended: <c>done</c>, or the code of its refusal.</summary>
    public static Task<Reply> MeasureAsync(string command, Func<Task<Reply>> run)
    {
        var began = Stopwatch.GetTimestamp();
        var done = run();
        // Beside the command: to catch a refusal and throw it again costs more than all the rest of it.
        done.ContinueWith(
            ended => Duration.Record(
                Stopwatch.GetElapsedTime(began).TotalSeconds,
                new KeyValuePair<string, object?>("command", command),
                new KeyValuePair<string, object?>("outcome", OutcomeOf(ended))),
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).Ignore();
        return done;
    }

    private static string OutcomeOf(Task<Reply> ended) =>
        ended.IsCompletedSuccessfully ? ended.Result.Code ?? "done" : ended.Exception?.InnerException is RefusalException refusal ? refusal.Code : "internal";
}
