namespace Collab.Formats.Import;

/// <summary>What an import left out or could not keep as it was, each with what to do about it; null where there is none.</summary>
internal static class Losses
{
    public static string? Struck(int count) => count == 0 ? null
        : $"Left out: {Of(count, "passage that is", "passages that are")} struck out. If they are to be read, take the strokes away and import again.";

    public static string? Unclosed(int count) => count == 0 ? null
        : $"{Of(count, "mark of what is struck out has", "marks of what is struck out have")} no other in {(count == 1 ? "its" : "their")} paragraph, and the words were read. Delete those that are not to be read.";

    public static string? Hidden(int count) => count == 0 ? null
        : $"Left out: {Of(count, "passage that is", "passages that are")} hidden. If they are to be read, take “Hidden” away in Word and import again.";

    public static string? Ruby(int count) => count == 0 ? null
        : $"Left out: {Of(count, "reading that is", "readings that are")} printed above or beside the words (ruby). If they are to be read, put them into the text in brackets and import again.";

    public static string? Links(int count) => count == 0 ? null
        : $"Left out: {Of(count, "link", "links")} of the page’s navigation. If they are of the text, write them in.";

    public static string? Raised(int count) => count == 0 ? null
        : $"{Of(count, "raised or lowered passage stands", "raised or lowered passages stand")} in line with the rest. Look whether that changes what is said.";

    public static string? Readings(int count) => count == 0 ? null
        : $"Of {Of(count, "place", "places")} with several readings (app) the lemma was taken, or the first where there is none. The others were left out.";

    public static string? Parts(int count) => count == 0 ? null
        : $"Left out: {Of(count, "part of another file that Word puts in when it opens the document", "parts of other files that Word puts in when it opens the document")} (altChunk). Open it in Word, save it, and import that.";

    public static string? Included(int count) => count == 0 ? null
        : $"The file points to {Of(count, "part that is", "parts that are")} not in it (include). Put them in with the program that it comes from, and import that.";

    public static string? Attachments(int count) => count == 0 ? null
        : $"Left out: {Of(count, "attachment or component", "attachments and components")}. Import each as a text of its own, or put it into the body.";

    private static string Of(int count, string one, string many) => count == 1 ? $"1 {one}" : $"{count} {many}";
}
