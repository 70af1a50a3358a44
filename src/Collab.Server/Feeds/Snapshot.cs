using System.IO.Compression;

namespace Collab.Server.Feeds;

/// <summary>A document as one audience may see it at one moment, encoded once and compressed once, at the first who asks.</summary>
/// <param name="Utf8">The JSON.</param>
/// <param name="ETag">Strong and quoted: what the bytes are a function of.</param>
/// <param name="Seq">The moment that is shown: where the stream of events begins.</param>
public sealed record Snapshot(byte[] Utf8, string ETag, long Seq)
{
    private readonly Lazy<Task<byte[]>> _brotli = new(() => Task.Run(() => Compress(Utf8, to => new BrotliStream(to, CompressionLevel.Optimal))));
    private readonly Lazy<Task<byte[]>> _gzip = new(() => Task.Run(() => Compress(Utf8, to => new GZipStream(to, CompressionLevel.Optimal))));

    /// <summary>The bytes in a content coding: <c>br</c>, <c>gzip</c> or <c>identity</c>.</summary>
    public Task<byte[]> EncodedAsync(string coding) => coding switch
    {
        "br" => _brotli.Value,
        "gzip" => _gzip.Value,
        "identity" => Task.FromResult(Utf8),
        _ => throw new ArgumentOutOfRangeException(nameof(coding), coding, "br, gzip or identity"),
    };

    private static byte[] Compress(byte[] bytes, Func<Stream, Stream> coding)
    {
        using var output = new MemoryStream();
        using (var stream = coding(output))
            stream.Write(bytes);
        return output.ToArray();
    }
}
