namespace Collab.Formats.Export;

/// <summary>Writes an export in one format. The same document gives the same bytes, on any node, at any time.</summary>
public interface IExporter
{
    /// <summary>The word that chooses it: <c>?format=markdown</c>.</summary>
    string Format { get; }

    /// <summary>The media type with its parameters.</summary>
    string ContentType { get; }

    /// <summary>Without the dot.</summary>
    string FileExtension { get; }

    /// <summary>Whether it is UTF-8 that says something when it is shown as it is.</summary>
    bool IsText => true;

    /// <summary>Writes piece by piece, with no synchronous write to the stream, and leaves it open.</summary>
    Task WriteAsync(ExportDocument document, Stream stream, CancellationToken cancellationToken = default);
}
