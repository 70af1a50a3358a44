using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace Collab.Formats.Archive;

/// <summary>
/// Reads an archive and says where it is not what was written: each entry against the manifest, the log against its hash chain and the
/// manifest's hash, each text against its name. Nothing is unpacked to a disk, and no more than one event is held.
/// </summary>
public sealed class ArchiveCheck
{
    private readonly List<ArchiveFinding.Damage> _damaged = [];
    private readonly Action<long, long> _report;
    private long _done, _total;

    private ArchiveCheck(Action<long, long> report) => _report = report;

    /// <param name="file">The archive; it can seek.</param>
    /// <param name="report">Told how many bytes of how many were read.</param>
    public static async Task<ArchiveFinding> RunAsync(Stream file, Action<long, long> report, CancellationToken cancellation = default)
    {
        var check = new ArchiveCheck(report);
        try
        {
            await using var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellation);
            return await check.ReadAsync(zip, cancellation);
        }
        catch (InvalidDataException damage)
        {
            check.Damage(null, $"the file is no whole ZIP archive: {damage.Message}");
            return new(null, 0, check._damaged);
        }
    }

    private async Task<ArchiveFinding> ReadAsync(ZipArchive zip, CancellationToken cancellation)
    {
        var entries = zip.Entries;
        // One after the other: two that claim to be as long as a number can be are too many already.
        if (entries.Count > ArchiveLimits.Entries || entries.Any(entry => entry.Length > ArchiveLimits.Bytes || (_total += entry.Length) > ArchiveLimits.Bytes))
        {
            Damage(null, "it claims to hold more than any archive does, and is not read");
            return new(null, 0, _damaged);
        }

        var manifest = await ManifestAsync(entries, cancellation);
        if (manifest is null)
            return new(null, 0, _damaged);
        foreach (var more in entries.Where(entry => entry.FullName != ArchiveManifest.Path && manifest.Entries.All(known => known.Name != entry.FullName)))
            Damage(null, $"the entry {more.FullName} is not in the manifest");
        var log = new ArchivedChain(manifest);
        foreach (var known in manifest.Entries)
            await EntryAsync(known, [.. entries.Where(entry => entry.FullName == known.Name)], known.Name == DocumentArchive.Log ? log : null, cancellation);
        foreach (var (seq, text) in log.Texts.Where(text => manifest.Entries.All(known => known.Name != DocumentArchive.Text(text.Hash) || known.Sha256 != text.Hash)))
            Damage(seq, $"the text {text} is missing");
        // What the chain says names the event, and so stands first.
        _damaged.InsertRange(0, log.Damaged());
        return new(manifest, log.Seq, _damaged);
    }

    private async Task<ArchiveManifest?> ManifestAsync(IReadOnlyCollection<ZipArchiveEntry> entries, CancellationToken cancellation)
    {
        ZipArchiveEntry[] found = [.. entries.Where(entry => entry.FullName == ArchiveManifest.Path)];
        if (found is not [{ Length: <= ArchiveLimits.Piece } entry])
        {
            Damage(null, "it has no manifest, so it is no archive of a document");
            return null;
        }

        try
        {
            var json = new byte[entry.Length];
            await using var stream = await entry.OpenAsync(cancellation);
            await stream.ReadExactlyAsync(json, cancellation);
            return ArchiveManifest.Read(json);
        }
        catch (Exception damage) when (damage is JsonException or InvalidDataException or EndOfStreamException)
        {
            Damage(null, $"its manifest cannot be read: {damage.Message}");
            return null;
        }
    }

    private async Task EntryAsync(ArchiveManifest.Entry known, ZipArchiveEntry[] found, ArchivedChain? log, CancellationToken cancellation)
    {
        if (found is not [{ } entry])
        {
            Damage(null, $"the entry {known.Name} is {(found.Length == 0 ? "missing" : "there more than once")}");
            return;
        }

        var (size, buffer) = (0L, new byte[64 * 1024]);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        try
        {
            await using var stream = await entry.OpenAsync(cancellation);
            // What it claims was bounded; what comes out is bounded by what it claims.
            for (int read; size <= entry.Length && (read = await stream.ReadAsync(buffer, cancellation)) > 0; size += read)
            {
                hash.AppendData(buffer, 0, read);
                log?.Add(buffer.AsSpan(0, read));
                _report(_done + size, _total);
            }
        }
        catch (InvalidDataException damage)
        {
            Damage(null, $"the entry {known.Name} cannot be unpacked: {damage.Message}");
        }

        _done += entry.Length;
        if (size != known.Bytes || Convert.ToHexStringLower(hash.GetCurrentHash()) != known.Sha256)
            Damage(null, $"the entry {known.Name} is not what the manifest says");
    }

    private void Damage(long? seq, string detail) => _damaged.Add(new(seq, detail));
}
