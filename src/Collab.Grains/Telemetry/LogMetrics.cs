using System.Diagnostics;
using System.Diagnostics.Metrics;
using Collab.Storage;

namespace Collab.Grains.Telemetry;

/// <summary>What the grains measure of their logs. No person, seminar or document is a label: there are as many of those as one likes, and a name is nobody's business.</summary>
public static class LogMetrics
{
    /// <summary>The name of the meter.</summary>
    public const string Meter = "Collab.Grains";

    private static readonly Meter Source = new(Meter);

    private static readonly Counter<long> Events = Source.CreateCounter<long>("collab.log.events", "{event}", "Events made durable.");

    private static readonly Histogram<double> Append = Source.CreateHistogram<double>("collab.log.append.duration", "s", "From the decision of a batch until it is durable; of what was refused, nothing.");

    private static readonly Counter<long> Failures = Source.CreateCounter<long>("collab.log.append.failures", "{append}", "Appends that storage refused or did not answer.");

    private static readonly Counter<long> Conflicts = Source.CreateCounter<long>("collab.log.append.conflicts", "{append}", "Appends that found that another activation had written.");

    private static readonly Counter<long> Damages = Source.CreateCounter<long>("collab.log.damages", "{log}", "Logs that were found damaged when they were loaded.");

    internal static void Appended(int events, long began)
    {
        Events.Add(events);
        Append.Record(Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    internal static void Conflicted() => Conflicts.Add(1);

    /// <summary>Conflicts and repeated commands are no failures: they are decided again.</summary>
    internal static void Failed(Exception failure) => Failures.Add(1, new KeyValuePair<string, object?>("error.type", failure switch
    {
        StorageFullException => "storage-full",
        StorageDamagedException or DamagedStreamException => "damaged",
        StorageUnavailableException => "unavailable",
        _ => "outcome-unknown",
    }));

    internal static void Damaged() => Damages.Add(1);
}
