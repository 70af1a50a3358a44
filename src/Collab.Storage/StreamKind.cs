namespace Collab.Storage;

/// <summary>The kinds of stream that a log keeps.</summary>
public static class StreamKind
{
    public const string Document = "document";
    public const string Seminar = "seminar";
    public const string Notebook = "notebook";

    /// <summary>All of them, as a list in a statement.</summary>
    internal const string InSql = $"'{Document}', '{Seminar}', '{Notebook}'";

    /// <summary>A stream that no list shows, because its kind is not what was written.</summary>
    internal static string Lost(string stream) => $"The stream {stream} is of no kind. Restore a backup to get it back.";

    /// <exception cref="ArgumentException">It is none of the kinds.</exception>
    internal static void Require(string kind)
    {
        if (kind is not (Document or Seminar or Notebook))
            throw new ArgumentException($"'{kind}' is no kind of stream: use document, seminar or notebook.", nameof(kind));
    }
}
