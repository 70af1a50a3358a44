using System.Buffers;
using BenchmarkDotNet.Attributes;
using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Views;

namespace Collab.Benchmarks;

/// <summary>The pure core alone: what one event, one anchor and one snapshot cost.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class CoreBenchmark
{
    private const int Annotations = 10_000;

    private readonly string _text = string.Concat(Enumerable.Repeat("The assembly affirms that its minutes are public and may be read by anyone. ", 12));
    private readonly byte[] _hash = new byte[EventChain.HashSize];
    private readonly ArrayBufferWriter<byte> _output = new(16 * 1024 * 1024);
    private DocumentState _state = null!;
    private LogEvent _next = null!;
    private string _clause = "";

    [GlobalSetup]
    public void Fill()
    {
        _clause = Identifier.New();
        var imported = new DocumentImported("s", "Minutes", DocumentMetadata.Empty, 1, "", [_clause])
        {
            Clauses = [new Clause { Id = _clause, Label = "1", Kind = ClauseKind.Point, Text = _text }],
        };
        _state = DocumentState.New("d", "e").Apply(new LogEvent { Seq = 1, Actor = "a", Command = Guid.NewGuid(), Data = imported });
        for (var i = 0; i < Annotations; i++)
            _state = _state.Apply(Note(i + 2));
        _next = Note(Annotations + 2);
    }

    [Benchmark]
    public DocumentState Fold() => _state.Apply(_next);

    [Benchmark]
    public StoredEvent Seal() => EventCodec.Seal("d", _hash, _next);

    [Benchmark]
    public Target Anchor() => Anchoring.Resolve(_text, new TargetRequest(_clause, 1, null, new TextPositionSelector(400, 440)), 1);

    [Benchmark]
    public int Snapshot()
    {
        _output.ResetWrittenCount();
        SnapshotWriter.Write(_output, _state, _state, new Audience(false, null));
        return _output.WrittenCount;
    }

    private LogEvent Note(long seq) => new()
    {
        Seq = seq,
        At = DateTimeOffset.UnixEpoch.AddSeconds(seq),
        Actor = "a",
        Clause = _clause,
        Command = Guid.NewGuid(),
        Data = new AnnotationAdded(AnnotationId.New(_clause), (int)seq - 1, [new Place(_clause, 1, new TextPositionSelector(4, 12))], Motivations.Commenting),
        Words = new Words { Body = "What does this rest on?", Quotes = [new TextQuoteSelector("assembly", "The ", " affirms")] },
    };
}
