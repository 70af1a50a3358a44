using System.Collections.Immutable;
using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Revisions;
using Collab.Formats.Tests.Export;

namespace Collab.Benchmarks;

/// <summary>What the document's grain does with a revision: decides what becomes of every note, folds it, and seals the event, with no store and no network.</summary>
internal static class RevisionGrainBenchmark
{
    private const int Rounds = 7;

    public static void Run(Report report, string table)
    {
        var random = new Random(2500);
        var (before, after) = RevisionBenchmark.Texts(random);
        var builder = new DocumentBuilder("A long text", DocumentMetadata.Empty, [.. before]);
        var owner = builder.Join("Ida Lund", Role.Owner);
        var state = builder.State;
        for (var note = 0; note < RevisionBenchmark.Notes; note++)
            state = state.Apply(Note(state, owner, RevisionBenchmark.Target(state.Header.Clauses[note % RevisionBenchmark.Points], random), note));
        var pairs = Pairing.Propose(state.Header.Clauses, after).Select(pair => pair with { Sure = true }).ToImmutableArray();
        var command = new ReviseText { CommandId = Guid.NewGuid(), Actor = owner, Revision = 1, Text = new string('c', 64), Drafts = [.. after], Pairs = pairs };
        var costs = new List<Cost>();
        for (var round = 0; round < Rounds; round++)
        {
            var (at, hash) = (state, new byte[EventChain.HashSize]);
            var started = Cost.Begin();
            foreach (var (clause, data, words) in DocumentDecider.Decide(at, command))
            {
                var e = new LogEvent { Seq = at.Header.Seq + 1, At = DateTimeOffset.UnixEpoch, Actor = owner, Clause = clause, Command = command.CommandId, Data = data, Words = words };
                at = at.Apply(e);
                hash = EventCodec.Seal(at.Header.Id, hash, e).Hash.ToArray();
            }

            costs.Add(started.End());
        }

        report.Row(table, "the grain's part: decided, folded and sealed", Cost.Figure(costs), "", null);
    }

    private static LogEvent Note(DocumentState state, string member, Target target, int note)
    {
        var id = $"{target.Clause}.{Identifier.New()}";
        return new()
        {
            Seq = state.Header.Seq + 1,
            At = DateTimeOffset.UnixEpoch.AddSeconds(note),
            Actor = member,
            Clause = target.Clause,
            Command = Guid.NewGuid(),
            Data = new AnnotationAdded(id, note + 1, [Place.Of(target)], Motivations.Commenting),
            Words = new Words { Body = Room.Text(0), Quotes = [target.Quote] },
        };
    }
}
