using System.Security.Cryptography;

namespace Collab.Storage;

/// <summary>Looks for snapshots that are not what was written, whatever the storage.</summary>
/// <param name="remedy">How to be rid of them.</param>
internal sealed class SnapshotCheck(string remedy)
{
    private readonly string _advice = $"Nothing is lost by it: documents are read from their logs, which takes longer. {remedy}";
    private readonly List<string> _found = [];
    private int _changed;

    /// <summary>A sentence for each kind of damage.</summary>
    public IReadOnlyList<string> Found => _changed == 0 ? _found : [.. _found, $"In the table snapshots {_changed} rows are not what was written. {_advice}"];

    public void Read(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> digest) => _changed += digest.SequenceEqual(SHA256.HashData(bytes)) ? 0 : 1;

    public void CannotRead(string why) => _found.Add($"The table snapshots cannot be read ({why}). {_advice}");

    public void WasSetAside() => _found.Add($"A damaged table of snapshots was set aside. {_advice}");
}
