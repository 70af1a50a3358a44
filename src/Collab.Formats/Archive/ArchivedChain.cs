using System.Buffers;
using System.Text.Json;
using Collab.Domain.Events;

namespace Collab.Formats.Archive;

/// <summary>Follows the hash chain of an archive's log, line by line, up to the first damage.</summary>
internal sealed class ArchivedChain(ArchiveManifest manifest)
{
    private readonly ArrayBufferWriter<byte> _line = new();
    private byte[] _hash = EventChain.Genesis(manifest.Document);
    private long _boundFrom = 1, _hashAlone, _withoutWords;
    private ArchiveFinding.Damage? _damage;

    /// <summary>The newest event that was read.</summary>
    public long Seq { get; private set; }

    /// <summary>The texts that it names, each with the event.</summary>
    public List<(long Seq, string Hash)> Texts { get; } = [];

    /// <summary>The next bytes of the log.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (_damage is null && bytes.Length > 0)
        {
            var end = bytes.IndexOf((byte)'\n');
            _line.Write(end < 0 ? bytes : bytes[..end]);
            bytes = end < 0 ? [] : bytes[(end + 1)..];
            if (_line.WrittenCount > ArchiveLimits.Piece)
                Damage("it is longer than any event");
            else if (end >= 0)
                Line();
        }
    }

    /// <summary>Where it is damaged, asked when all of it was added; none where it leads to the manifest's hash.</summary>
    public IEnumerable<ArchiveFinding.Damage> Damaged()
    {
        if (_damage is null && _line.WrittenCount > 0)
            Damage("its line has no end");
        if (_damage is null && (Seq != manifest.Seq || Convert.ToHexStringLower(_hash) != manifest.Hash))
            Damage($"the log ends at seq {Seq}, and not with the hash that the manifest has of seq {manifest.Seq}");
        if (_damage is null && (_boundFrom, _hashAlone, _withoutWords) != (manifest.BoundFrom, manifest.HashAlone, manifest.WithoutWords))
            Damage($"the manifest says that the chain binds from seq {manifest.BoundFrom}, {manifest.HashAlone} events with their hash alone and {manifest.WithoutWords} without words; it is seq {_boundFrom}, {_hashAlone} and {_withoutWords}");
        return _damage is null ? [] : [_damage];
    }

    private void Line()
    {
        try
        {
            Follow(_line.WrittenMemory);
        }
        // A time, an id or JSON that is none is damage, in whichever way the runtime says so.
        catch (Exception none) when (none is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            Damage($"the line is no event: {none.Message}");
        }

        _line.ResetWrittenCount();
    }

    private void Follow(ReadOnlyMemory<byte> line)
    {
        var (stored, hashAlone) = ArchivedEvent.Read(line);
        if (stored.Seq != Seq + 1)
            Damage($"it is missing, seq {stored.Seq} stands in its place");
        else if (hashAlone ? stored.Hash.Length != EventChain.HashSize : !EventChain.IsWhole(manifest.Document, _hash, stored))
            Damage(_boundFrom == Seq + 1 && Seq > 0 ? "it is not what was written, or the hash before it is not" : "it is not what was written");
        if (_damage is not null)
            return;
        (Seq, _hash) = (stored.Seq, stored.Hash.ToArray());
        if (hashAlone)
        {
            (_boundFrom, _hashAlone) = (Seq + 1, _hashAlone + 1);
            return;
        }

        if (stored is { Digest: not null, Payload: null })
            _withoutWords++;
        if (DocumentArchive.TextOf(stored) is { } text)
            Texts.Add((Seq, text));
    }

    private void Damage(string detail) => _damage ??= new(Seq + 1, detail);
}
