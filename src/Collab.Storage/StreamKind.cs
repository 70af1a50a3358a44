namespace Collab.Storage;

/// <summary>The kinds of stream that a log keeps.</summary>
public static class StreamKind
{
    public const string Document = "document";
    public const string Seminar = "seminar";
    public const string Notebook = "notebook";
    public const string Sealed = "sealed";

    /// <summary>All of them, those first that others are found by.</summary>
    public static IReadOnlyList<string> All { get; } = [Seminar, Document, Notebook, Sealed];

    /// <summary>All of them, as a list in a statement.</summary>
    internal static string InSql { get; } = string.Join(", ", All.Select(kind => $"'{kind}'"));

    /// <summary>A stream that no list shows, because its kind is not what was written.</summary>
    internal static string Lost(string stream) => $"The stream {stream} is of no kind. Restore a backup to get it back.";

    /// <summary>A stream of which there is a head and nothing else.</summary>
    internal static string Gone(long key) => $"The stream with the key {key} is gone. Restore a backup to get it back.";

    /// <exception cref="ArgumentException">It is none of the kinds.</exception>
    internal static void Require(string kind)
    {
        if (!All.Contains(kind))
            throw new ArgumentException($"'{kind}' is no kind of stream: use {string.Join(", ", All)}.", nameof(kind));
    }
}
