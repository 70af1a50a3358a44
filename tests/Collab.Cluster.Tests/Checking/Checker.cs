namespace Collab.Cluster.Tests.Checking;

/// <summary>
/// Holds what clients were told against what the log says in the end, for one document whose commands give one event each:
/// C1 acknowledged: once · C2 refused: never · C3 unknown: at most once · C4 seq without gap · C5 readers got an ordered prefix ·
/// C6 acknowledged before another was invoked: lower seq · C8 one hash for each seq, whenever it was seen · C9 all views equal ·
/// C10 enough happened.
/// </summary>
public static class Checker
{
    /// <returns>A sentence for every violation, beginning with its number; empty where all holds.</returns>
    public static IReadOnlyList<string> Check(Evidence evidence)
    {
        var log = evidence.Log.ToDictionaryOfFirst(e => e.Seq);
        return
        [
            .. Operations(evidence),
            .. Sequence(evidence.Log),
            .. evidence.Readers.SelectMany(reader => Reader(reader, log)),
            .. Order(evidence.Operations),
            .. Hashes(evidence, log),
            .. Views(evidence.Views),
            .. Enough(evidence),
        ];
    }

    private static IEnumerable<string> Operations(Evidence evidence)
    {
        var byCommand = evidence.Log.Where(e => e.Command.Length > 0).ToLookup(e => e.Command, StringComparer.OrdinalIgnoreCase);
        foreach (var operation in evidence.Operations)
        {
            var seqs = byCommand[operation.Command].Select(e => e.Seq).ToList();
            var found = seqs.Count == 0 ? "is not in the log" : $"is in the log at {string.Join(", ", seqs)}";
            if (operation.Outcome == Outcome.Answered && (seqs.Count != 1 || seqs[0] != operation.Seq))
                yield return $"C1: {operation} was acknowledged at {operation.Seq} and {found}.";
            else if (operation.Outcome == Outcome.Refused && seqs.Count > 0)
                yield return $"C2: {operation} was refused ({operation.Code}) and {found}.";
            else if (operation.Outcome == Outcome.Unknown && seqs.Count > 1)
                yield return $"C3: {operation} has an unknown outcome and {found}.";
        }
    }

    private static IEnumerable<string> Sequence(IReadOnlyList<LoggedEvent> log)
    {
        for (var i = 0; i < log.Count; i++)
        {
            if (log[i].Seq == i + 1)
                continue;
            yield return $"C4: event {i + 1} of the log has the seq {log[i].Seq}.";
            yield break;
        }
    }

    private static IEnumerable<string> Reader(ReaderTrace reader, Dictionary<long, LoggedEvent> log)
    {
        var cursor = reader.After;
        foreach (var batch in reader.Batches)
        {
            if (batch.First != cursor + 1 || batch.Last < batch.First)
            {
                yield return $"C5: {reader.Name} was at {cursor} and received {batch.First}..{batch.Last}.";
                yield break;
            }

            foreach (var e in batch.Events)
            {
                if (e.Seq != ++cursor)
                {
                    yield return $"C5: {reader.Name} received {e.Seq} in place of {cursor}.";
                    yield break;
                }

                if (!log.TryGetValue(e.Seq, out var logged) || logged != e)
                    yield return $"C5: {reader.Name} received {e}; the log says {logged?.ToString() ?? "nothing"}.";
            }

            if (cursor != batch.Last)
            {
                yield return $"C5: {reader.Name} received {batch.First}..{batch.Last} with nothing after {cursor}.";
                yield break;
            }
        }
    }

    // Sorted by the time of invoking, each must be above the highest seq that was answered before that time.
    private static IEnumerable<string> Order(IReadOnlyList<Operation> operations)
    {
        var answered = operations.Where(o => o.Outcome == Outcome.Answered).ToList();
        var bySettled = new Queue<Operation>(answered.OrderBy(o => o.Settled));
        Operation? highest = null;
        foreach (var operation in answered.OrderBy(o => o.Invoked))
        {
            while (bySettled.TryPeek(out var settled) && settled.Settled < operation.Invoked)
            {
                if (settled.Seq > (highest?.Seq ?? 0))
                    highest = settled;
                bySettled.Dequeue();
            }

            if (highest is not null && operation.Seq <= highest.Seq)
                yield return $"C6: {operation} was invoked after {highest} was acknowledged at {highest.Seq}, and got {operation.Seq}.";
        }
    }

    private static IEnumerable<string> Hashes(Evidence evidence, Dictionary<long, LoggedEvent> log)
    {
        foreach (var same in evidence.Log.GroupBy(e => e.Hash).Where(g => g.Count() > 1))
            yield return $"C8: the events {string.Join(", ", same.Select(e => e.Seq))} have the same hash.";
        foreach (var (seq, hash) in evidence.Heads.Where(head => log.GetValueOrDefault(head.Seq)?.Hash != head.Hash))
            yield return $"C8: the head {seq} was seen with the hash {hash}; the log says {log.GetValueOrDefault(seq)?.Hash ?? "nothing"}.";
    }

    private static IEnumerable<string> Views(IReadOnlyDictionary<string, string> views)
    {
        foreach (var (name, view) in views.Skip(1))
        {
            var (first, expected) = views.First();
            if (view == expected)
                continue;
            var at = view.Zip(expected).TakeWhile(pair => pair.First == pair.Second).Count();
            yield return $"C9: {name} differs from {first} at character {at}: …{Around(view, at)}… in place of …{Around(expected, at)}…";
        }
    }

    private static IEnumerable<string> Enough(Evidence evidence)
    {
        var answered = evidence.Operations.Count(o => o.Outcome == Outcome.Answered);
        if (answered < evidence.LeastAnswered)
            yield return $"C10: {answered} operations were acknowledged; fewer than {evidence.LeastAnswered} prove nothing.";
        if (evidence.Faults.Count < evidence.LeastFaults)
            yield return $"C10: {evidence.Faults.Count} faults were in force; fewer than {evidence.LeastFaults} prove nothing.";
        foreach (var reader in evidence.Readers.Where(reader => reader.Batches.Count == 0))
            yield return $"C10: {reader.Name} received nothing.";
    }

    private static string Around(string text, int at) => text[Math.Max(0, at - 40)..Math.Min(text.Length, at + 40)];

    private static Dictionary<long, LoggedEvent> ToDictionaryOfFirst(this IEnumerable<LoggedEvent> events, Func<LoggedEvent, long> key) =>
        events.GroupBy(key).ToDictionary(g => g.Key, g => g.First());
}
