using Collab.Domain.Annotations;

namespace Collab.Formats.Export;

/// <summary>Of which edition a passage is, in the same words everywhere.</summary>
internal static class EditionPhrases
{
    /// <summary>"in “Beschluss” (de)", in plain text; null for words of the first edition, which need not be said.</summary>
    public static string? Of(ExportDocument document, Target target) =>
        target.Edition is { } id && document.Editions.FirstOrDefault(edition => edition.Id == id) is { } edition ? $"in “{edition.Title}” ({edition.Language})" : null;

    /// <summary>The language of a passage as HTML takes it; empty where it is not known.</summary>
    public static string Language(ExportDocument document, Target target) =>
        target.Edition is { } id ? document.Editions.FirstOrDefault(edition => edition.Id == id)?.Language ?? "" : "";
}
