using Collab.Contracts.Documents;
using Collab.Domain;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Testing.Checking;

namespace Collab.Cluster.Tests.Rivals;

/// <summary>One document to which two clusters write at the same time.</summary>
internal sealed class ContestedDocument(IReadOnlyList<Rival> rivals, ContestedSeminar seminar, int seed)
{
    // Writers of each member at each cluster: what is under way at a time is what an append carries.
    private const int Writers = 32, Clauses = 4, Notes = 4;

    // Where what is answered stays behind what is asked by so much, something is wrong that the checker will say.
    private const int MostOperations = 4;

    /// <summary>Long enough for a machine that is busy with other things.</summary>
    private static readonly TimeSpan Enough = TimeSpan.FromMinutes(3);

    private readonly string _document = Identifier.New();
    private readonly History _history = new();
    private readonly Random _random = new(seed);
    private IReadOnlyList<string> _clauses = [];

    /// <summary>Lets both write until so much is answered and a reader of each has it all, holds what all of them were told against the log, and lets go of it.</summary>
    public async Task<Bout> ContendAsync(int writes)
    {
        _clauses = await ImportAsync();
        await using var here = await RivalReader.BeginAsync(rivals[0], _document, seminar.OwnersPerson, _history);
        await using var there = await RivalReader.BeginAsync(rivals[1], _document, seminar.OwnersPerson, _history);
        var contest = await WriteAsync(writes);
        var judged = await JudgedLog.ReadAsync(rivals[0].Storage.Log, _document);
        await Task.WhenAll(here.EndAsync(judged.Head), there.EndAsync(judged.Head));
        var violations = judged.Judge(_history, writes, [here, there]);
        await Task.WhenAll(rivals.Select(rival => rival.ForgetAsync(_document, _clauses)));
        var outcomes = _history.Operations.CountBy(operation => operation.Outcome).ToDictionary();
        return new Bout(
            _history.OperationCount, outcomes.GetValueOrDefault(Outcome.Answered), outcomes.GetValueOrDefault(Outcome.Refused),
            [.. rivals.Select(rival => rival.Log.TakeLosses())], contest.Races, violations);
    }

    private async Task<IReadOnlyList<string>> ImportAsync()
    {
        var points = Enumerable.Range(1, Clauses).Select(i => new ClauseDraft($"{i}", ClauseKind.Point, 0, $"The assembly agrees on point {i}.")).ToList();
        var import = new ImportDocument(Guid.NewGuid(), seminar.Members[0], seminar.Id, "Minutes", DocumentMetadata.Empty, points);
        (await rivals[0].Document(_document).ImportAsync(import)).Demand();
        var log = await rivals[0].Document(_document).ReadAsync(0, 1);
        return ((DocumentImported)log[0].Data).ClauseIds;
    }

    private async Task<Contest> WriteAsync(int writes)
    {
        var contest = new Contest(_document, _random.Next());
        List<RivalWriter> writers = [];
        foreach (var member in seminar.Members)
        {
            var notes = new RivalWriter.Note?[Notes];
            foreach (var rival in rivals)
                writers.AddRange(Enumerable.Range(0, Writers).Select(_ => new RivalWriter(rival, _document, _clauses, member, notes, _history, _random.Next())));
        }

        _history.Fault($"two clusters write to {_document}");
        foreach (var rival in rivals)
            rival.Log.Contest = contest;
        try
        {
            await Task.WhenAll(writers.Select(writer => Task.Run(() => writer.RunAsync(IsOver)))).WaitAsync(Enough);
            return contest;
        }
        finally
        {
            contest.End();
        }

        bool IsOver()
        {
            if (writers.Sum(writer => writer.Answered) < writes && _history.OperationCount < writes * MostOperations)
                return false;
            // Who writes no more would be waited for.
            contest.End();
            return true;
        }
    }
}
