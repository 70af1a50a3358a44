using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Formats.Export;

namespace Collab.Formats.Archive;

/// <summary>What an archive is made of.</summary>
/// <param name="Document">All of the document for the audience, as of <paramref name="Head"/>: what the exports in it are written from.</param>
/// <param name="Head">The document now, whose policy decides what of the log leaves.</param>
/// <param name="ReadAsync">Some events after a seq, in order and as the log keeps them; none at its end.</param>
/// <param name="TextAsync">A text by the hex SHA-256 of its content; null where it is not kept.</param>
public sealed record ArchiveSource(
    ExportDocument Document,
    DocumentState Head,
    Audience Audience,
    Func<long, Task<IReadOnlyList<StoredEvent>>> ReadAsync,
    Func<string, Task<ReadOnlyMemory<byte>?>> TextAsync);
