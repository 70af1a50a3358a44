using Collab.Domain.Documents;

namespace Collab.Formats.Import.Headers;

/// <summary>What stands before the text and tells about it.</summary>
/// <param name="Lines">How many lines it takes.</param>
internal sealed record Header(string? Title, DocumentMetadata Metadata, int Lines);
