using System.Buffers;
using System.Text;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Views;
using Collab.Storage;
using Collab.Testing.Checking;

namespace Collab.Cluster.Tests.Rivals;

/// <summary>The log of one document as the database has it in the end, against which everything is held.</summary>
internal sealed class JudgedLog(StreamInfo stream, IReadOnlyList<StoredEvent> stored, IReadOnlyList<LogEvent> events)
{
    public long Head => stored.Count;

    public static async Task<JudgedLog> ReadAsync(IEventLog log, string document)
    {
        var stored = await log.ReadAsync(document, 0, int.MaxValue);
        var events = stored.Select(EventCodec.Read).ToList();
        var text = await log.ReadTextAsync(((DocumentImported)events[0].Data).Text);
        return new JudgedLog((await log.FindAsync(document))!, stored, [EventCodec.WithText(events[0], text!.Value.Span), .. events.Skip(1)]);
    }

    /// <returns>Every violation; empty where all holds.</returns>
    public IReadOnlyList<string> Judge(History history, int leastAnswered, IReadOnlyList<RivalReader> readers)
    {
        List<string> violations = [];
        var replayed = LogRules.Replay(DocumentState.New(stream.Stream, stream.Epoch), events, violations);
        violations.AddRange(Checker.Check(new Evidence
        {
            Operations = history.Operations,
            Readers = history.Readers,
            Log = [.. events.Select(e => new LoggedEvent(e.Seq, e.Command.ToString(), e.Kind, e.Hash, e.Ordinal))],
            BrokenAt = EventChain.Verify(stream.Stream, EventChain.Genesis(stream.Stream), stored),
            Heads = [(stream.Head, Convert.ToHexStringLower(stream.HeadHash.Span)), .. readers.Select(reader => (reader.State.Header.Seq, reader.State.Header.Hash))],
            Views = readers.ToDictionary(reader => reader.Trace.Name, reader => Show(reader.State)).Append(new("the replay", Show(replayed))).ToDictionary(),
            Faults = history.Faults,
            LeastAnswered = leastAnswered,
            LeastFaults = 1,
            MayBeRefusedAs = RivalWriter.Provoked,
        }));
        return violations;
    }

    private static string Show(DocumentState state)
    {
        var output = new ArrayBufferWriter<byte>();
        SnapshotWriter.Write(output, state, state, new Audience(readsHidden: true, member: null));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
