namespace Collab.Storage;

/// <summary>The kinds of stream that a log keeps.</summary>
public static class StreamKind
{
    public const string Document = "document";
    public const string Seminar = "seminar";
    public const string Notebook = "notebook";

    /// <exception cref="ArgumentException">It is none of the kinds.</exception>
    internal static void Require(string kind)
    {
        if (kind is not (Document or Seminar or Notebook))
            throw new ArgumentException($"'{kind}' is no kind of stream: use document, seminar or notebook.", nameof(kind));
    }
}
