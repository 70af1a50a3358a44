namespace Collab.Testing.Checking;

/// <summary>
/// Holds what clients were told against what the log says in the end, for one document. Each promise is a method, C1 to C11; each sentence
/// that it answers is a violation and begins with its number.
/// </summary>
public static class Checker
{
    /// <summary>Events of the longest batch: no reader who is behind by no more than that is sent for a snapshot (docs/decisions/0247).</summary>
    public const int LongestBatch = 64;

    /// <returns>Every violation; empty where all holds.</returns>
    public static IReadOnlyList<string> Check(Evidence evidence)
    {
        var byCommand = evidence.Log.Where(e => e.Command.Length > 0).ToLookup(e => e.Command, StringComparer.OrdinalIgnoreCase);
        var bySeq = evidence.Log.GroupBy(e => e.Seq).ToDictionary(g => g.Key, g => g.First());
        return
        [
            .. AcknowledgedOnce(evidence, byCommand),
            .. RefusedNever(evidence, byCommand),
            .. UnknownAtMostOnce(evidence, byCommand),
            .. SeqWithoutGap(evidence),
            .. ReadersInOrder(evidence, bySeq),
            .. OrderOfTime(evidence),
            .. ReadYourWrites(evidence),
            .. ChainHolds(evidence, bySeq),
            .. ViewsEqual(evidence),
            .. EnoughHappened(evidence),
            .. RefusedForAReason(evidence),
        ];
    }

    /// <summary>C1: every acknowledged operation is in the log once, and its last event has the seq that was answered.</summary>
    public static IEnumerable<string> AcknowledgedOnce(Evidence evidence, ILookup<string, LoggedEvent> log) =>
        from operation in With(evidence, log, Outcome.Answered)
        where !IsOnce(operation.Events) || operation.Events[^1].Seq != operation.Operation.Seq
        select $"C1: {operation.Operation} was acknowledged at {operation.Operation.Seq} and {Found(operation.Events)}.";

    /// <summary>C2: a refused operation is not in the log.</summary>
    public static IEnumerable<string> RefusedNever(Evidence evidence, ILookup<string, LoggedEvent> log) =>
        from operation in With(evidence, log, Outcome.Refused)
        where operation.Events.Count > 0
        select $"C2: {operation.Operation} was refused ({operation.Operation.Code}) and {Found(operation.Events)}.";

    /// <summary>C3: an operation of unknown outcome is in the log at most once.</summary>
    public static IEnumerable<string> UnknownAtMostOnce(Evidence evidence, ILookup<string, LoggedEvent> log) =>
        from operation in With(evidence, log, Outcome.Unknown)
        where operation.Events.Count > 0 && !IsOnce(operation.Events)
        select $"C3: {operation.Operation} has an unknown outcome and {Found(operation.Events)}.";

    /// <summary>C4: seq is 1, 2, 3 … without gap.</summary>
    public static IEnumerable<string> SeqWithoutGap(Evidence evidence) =>
        evidence.Log.Select((e, i) => (e.Seq, Expected: i + 1)).Where(e => e.Seq != e.Expected).Take(1)
            .Select(e => $"C4: event {e.Expected} of the log has the seq {e.Seq}.");

    /// <summary>C5: each reader received what follows its beginning, in order, no gap, no repeat, as the log has it.</summary>
    public static IEnumerable<string> ReadersInOrder(Evidence evidence, Dictionary<long, LoggedEvent> log) =>
        evidence.Readers.Select(reader => OutOfOrder(reader, log)).OfType<string>();

    /// <summary>C6: what was acknowledged before another was invoked has the lower seq.</summary>
    public static IEnumerable<string> OrderOfTime(Evidence evidence)
    {
        // Sorted by the time of invoking, each must be above the highest seq that was answered before that time.
        var answered = evidence.Operations.Where(o => o.Outcome == Outcome.Answered).ToList();
        var bySettled = new Queue<Operation>(answered.OrderBy(o => o.Settled));
        Operation? highest = null;
        foreach (var operation in answered.OrderBy(o => o.Invoked))
        {
            while (bySettled.TryPeek(out var settled) && settled.Settled < operation.Invoked)
                highest = bySettled.Dequeue().Seq > (highest?.Seq ?? 0) ? settled : highest;
            if (highest is not null && operation.Seq <= highest.Seq)
                yield return $"C6: {operation} was invoked after {highest} was acknowledged at {highest.Seq}, and got {operation.Seq}.";
        }
    }

    /// <summary>C7: what somebody was acknowledged they are shown, whichever way they look.</summary>
    public static IEnumerable<string> ReadYourWrites(Evidence evidence)
    {
        var byActor = evidence.Operations.Where(o => o.Outcome == Outcome.Answered).ToLookup(o => o.Actor);
        return from read in evidence.Reads
               let missed = byActor[read.Actor].FirstOrDefault(o => o.Settled < read.Invoked && o.Seq > read.Seq)
               where missed is not null
               select $"C7: {missed} was acknowledged at {missed.Seq}; {read.Through} then showed no more than {read.Seq}.";
    }

    /// <summary>C8: the chain of hashes holds, and each seq had one hash whenever it was seen.</summary>
    public static IEnumerable<string> ChainHolds(Evidence evidence, Dictionary<long, LoggedEvent> log)
    {
        if (evidence.BrokenAt is { } broken)
            yield return $"C8: the chain does not hold at {broken}.";
        foreach (var same in evidence.Log.GroupBy(e => e.Hash).Where(g => g.Count() > 1))
            yield return $"C8: the events {string.Join(", ", same.Select(e => e.Seq))} have the same hash.";
        foreach (var (seq, hash) in evidence.Heads.Where(head => log.GetValueOrDefault(head.Seq)?.Hash != head.Hash))
            yield return $"C8: the head {seq} was seen with the hash {hash}; the log says {log.GetValueOrDefault(seq)?.Hash ?? "nothing"}.";
    }

    /// <summary>C9: live, replayed and exported, the document is the same.</summary>
    public static IEnumerable<string> ViewsEqual(Evidence evidence)
    {
        foreach (var (name, view) in evidence.Views.Skip(1))
        {
            var (first, expected) = evidence.Views.First();
            if (view == expected)
                continue;
            var at = view.Zip(expected).TakeWhile(pair => pair.First == pair.Second).Count();
            yield return $"C9: {name} differs from {first} at character {at}: …{Around(view, at)}… in place of …{Around(expected, at)}…";
        }
    }

    /// <summary>C10: a run in which too little happened proves nothing.</summary>
    public static IEnumerable<string> EnoughHappened(Evidence evidence)
    {
        var answered = evidence.Operations.Count(o => o.Outcome == Outcome.Answered);
        if (answered < evidence.LeastAnswered)
            yield return $"C10: {answered} operations were acknowledged; fewer than {evidence.LeastAnswered} prove nothing.";
        if (evidence.Reads.Count < evidence.LeastReads)
            yield return $"C10: {evidence.Reads.Count} times somebody looked for what they were acknowledged; fewer than {evidence.LeastReads} prove nothing.";
        if (evidence.Faults.Count < evidence.LeastFaults)
            yield return $"C10: {evidence.Faults.Count} faults were in force; fewer than {evidence.LeastFaults} prove nothing.";
        foreach (var reader in evidence.Readers.Where(reader => reader.Batches.Count == 0))
            yield return $"C10: {reader.Name} received nothing.";
    }

    /// <summary>C11: a fault excuses no refusal but those that say so.</summary>
    public static IEnumerable<string> RefusedForAReason(Evidence evidence) =>
        from operation in evidence.Operations
        where operation.Outcome == Outcome.Refused && evidence.MayBeRefusedAs?.Contains(operation.Code) == false
        select $"C11: {operation} was refused as {operation.Code}.";

    private static IEnumerable<(Operation Operation, List<LoggedEvent> Events)> With(Evidence evidence, ILookup<string, LoggedEvent> log, Outcome outcome) =>
        evidence.Operations.Where(o => o.Outcome == outcome).Select(o => (o, log[o.Command].ToList()));

    /// <summary>A command's events, if it was done once, are 0, 1, 2 … of it and stand together.</summary>
    private static bool IsOnce(List<LoggedEvent> events) =>
        events.Count > 0 && events.Index().All(e => e.Item.Ordinal == e.Index && e.Item.Seq == events[0].Seq + e.Index);

    private static string Found(List<LoggedEvent> events) =>
        events.Count == 0 ? "is not in the log" : $"is in the log at {string.Join(", ", events.Select(e => e.Seq))}";

    /// <summary>Batches one behind the other; and where it was told to take a snapshot, from that one's seq on.</summary>
    private static string? OutOfOrder(ReaderTrace reader, Dictionary<long, LoggedEvent> log)
    {
        var (cursor, epoch) = (reader.After, "");
        var snapshots = reader.Snapshots.ToLookup(snapshot => snapshot.After);
        foreach (var (received, batch) in reader.Batches.Index())
        {
            if (Jump(reader, snapshots[received], log, ref cursor, ref epoch) is { } wrong)
                return wrong;
            if (batch.First != cursor + 1 || batch.Last < batch.First)
                return $"C5: {reader.Name} was at {cursor} and received {batch.First}..{batch.Last}.";
            if (epoch.Length > 0 && batch.Epoch != epoch)
                return $"C5: {reader.Name} received {batch.First}..{batch.Last} of another epoch.";
            epoch = batch.Epoch;
            foreach (var e in batch.Events)
            {
                if (e.Seq != ++cursor)
                    return $"C5: {reader.Name} received {e.Seq} in place of {cursor}.";
                // What the wire does not show of an event is not compared.
                if (!log.TryGetValue(e.Seq, out var logged) || !logged.IsShownAs(e))
                    return $"C5: {reader.Name} received {e}; the log says {logged?.ToString() ?? "nothing"}.";
            }

            if (cursor != batch.Last)
                return $"C5: {reader.Name} received {batch.First}..{batch.Last} with nothing after {cursor}.";
        }

        return Jump(reader, snapshots[reader.Batches.Count], log, ref cursor, ref epoch)
            ?? (reader.IsSentBack ? $"C5: {reader.Name} was told at {cursor} to take a snapshot again, and took none." : null);
    }

    /// <summary>Only who was further behind than one batch may be sent for a snapshot, and it is of the same log.</summary>
    private static string? Jump(ReaderTrace reader, IEnumerable<TakenSnapshot> snapshots, Dictionary<long, LoggedEvent> log, ref long cursor, ref string epoch)
    {
        foreach (var snapshot in snapshots)
        {
            if (epoch.Length > 0 && snapshot.Epoch != epoch)
                return $"C5: {reader.Name} was at {cursor} and took a snapshot of another epoch.";
            if (snapshot.Seq - cursor <= LongestBatch)
                return $"C5: {reader.Name} was told at {cursor} to take a snapshot again, which was at {snapshot.Seq}: no more than a batch behind.";
            if (log.GetValueOrDefault(snapshot.Seq)?.Hash != snapshot.Hash)
                return $"C5: {reader.Name} took a snapshot at {snapshot.Seq} with the hash {snapshot.Hash}; the log says {log.GetValueOrDefault(snapshot.Seq)?.Hash ?? "nothing"}.";
            (cursor, epoch) = (snapshot.Seq, snapshot.Epoch);
        }

        return null;
    }

    private static string Around(string text, int at) => text[Math.Max(0, at - 40)..Math.Min(text.Length, at + 40)];
}
