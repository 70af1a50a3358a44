using System.Security.Cryptography;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Formats.Archive;
using Collab.Formats.Export;
using Collab.Formats.Tests.Export;

namespace Collab.Formats.Tests.Archive;

/// <summary>A document's log as a store keeps it: chained, with its texts beside it by their content, and without what was erased.</summary>
internal sealed class SealedLog
{
    private readonly Dictionary<string, ReadOnlyMemory<byte>> texts = [];

    public SealedLog(DocumentBuilder builder)
    {
        var (id, before) = (builder.State.Header.Id, EventChain.Genesis(builder.State.Header.Id));
        foreach (var e in builder.Log)
        {
            var stored = EventCodec.Seal(id, before, e with { Data = Kept(e.Data), Command = new Guid($"00000000-0000-4000-8000-{e.Seq:x12}") });
            before = stored.Hash.ToArray();
            Stored.Add(stored);
        }

        foreach (var erased in builder.Log.Where(e => e.Data is ContentErased))
        {
            for (var i = 0; i < erased.Seq - 1; i++)
            {
                if (((ContentErased)erased.Data).Reaches(builder.Log[i]))
                    Stored[i] = Stored[i] with { Payload = null, Salt = null };
            }
        }

        Head = builder.State with { Header = builder.State.Header with { Hash = Convert.ToHexStringLower(before) } };
    }

    public List<StoredEvent> Stored { get; } = [];

    public DocumentState Head { get; }

    public ArchiveSource For(Audience audience, int page = 7) => new(
        ExportSelection.Of(Head, Head, audience, ExportScope.All, Samples.Options), Head, audience,
        after => Task.FromResult<IReadOnlyList<StoredEvent>>([.. Stored.Skip((int)after).Take(page)]),
        hash => Task.FromResult(texts.TryGetValue(hash, out var text) ? (ReadOnlyMemory<byte>?)text : null));

    private EventData Kept(EventData data)
    {
        if (data is not ITextEvent { Clauses: var clauses })
            return data;
        var text = EventCodec.WriteText([.. clauses.Select(clause => new ClauseDraft(clause.Label, clause.Kind, clause.Level, clause.Text))]);
        var hash = Convert.ToHexStringLower(SHA256.HashData(text));
        texts[hash] = text;
        return data switch
        {
            DocumentImported imported => imported with { Text = hash },
            EditionAdded edition => edition with { Text = hash },
            _ => data,
        };
    }
}
