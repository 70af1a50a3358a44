using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Collab.Formats.Archive;

/// <summary>What an archive says of itself: of which document and moment it is, and every other entry with its size and SHA-256.</summary>
/// <param name="Format">Always <see cref="Name"/>.</param>
/// <param name="Version">Raised when a reader of the old one would go wrong.</param>
/// <param name="Seq">The newest event of the log in it.</param>
/// <param name="Hash">The hash of the chain at it, 64 hexadecimal digits.</param>
/// <param name="At">When it happened, UTC.</param>
/// <param name="WithoutWords">How many events are in the log without their words.</param>
/// <param name="HashAlone">How many are there with their hash alone.</param>
/// <param name="BoundFrom">The head's hash binds all that is shown of the log from this seq on: behind the last event that is there with its hash alone.</param>
public sealed record ArchiveManifest(
    string Format, int Version, string Document, string Title, string Epoch, long Seq, string Hash, DateTime At,
    long WithoutWords, long HashAlone, long BoundFrom, IReadOnlyList<ArchiveManifest.Entry> Entries)
{
    public const string Name = "collab-archive";
    public const int CurrentVersion = 1;

    /// <summary>Where it stands in an archive. Last: it is of what was written before.</summary>
    public const string Path = "manifest.json";

    /// <param name="Sha256">Hexadecimal.</param>
    public sealed record Entry(string Name, long Bytes, string Sha256);

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Options);

    /// <exception cref="JsonException">It is none.</exception>
    public static ArchiveManifest Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<ArchiveManifest>(json, Options) is { Format: Name, Version: CurrentVersion } manifest && manifest.Entries.All(entry => entry is not null)
            ? manifest
            : throw new JsonException("It is not the manifest of an archive of this version.");
}
