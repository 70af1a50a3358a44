using Collab.Domain.Annotations;

namespace Collab.Contracts.Sealed;

/// <summary>The key of a sealed log's grain: <c>document/name</c>.</summary>
public static class SealedKey
{
    /// <summary>The log of what waits for approval in a document, and of what was flagged there.</summary>
    public static string QueueOf(string document) => $"{document}/{AnnotationId.QueueLog}";

    /// <summary>The log of the pins that are prepared for a session.</summary>
    public static string DraftsOf(string document) => $"{document}/{AnnotationId.DraftsLog}";

    /// <summary>The log of the notes of a blind round.</summary>
    public static string RoundOf(string document, string round) => $"{document}/{AnnotationId.RoundLog(round)}";
}
