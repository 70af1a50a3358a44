namespace Collab.Domain.Documents;

/// <summary>What is known about a text, in the order in which it was printed. Keys are unique, compared without case.</summary>
/// <remarks>The keys <c>author</c>, <c>date</c> and <c>source</c> have one meaning everywhere; any other key is as printed.</remarks>
public sealed record DocumentMetadata
{
    public const string AuthorKey = "author";
    public const string DateKey = "date";
    public const string SourceKey = "source";

    public static DocumentMetadata Empty { get; } = new([]);

    private DocumentMetadata(IReadOnlyList<KeyValuePair<string, string>> entries) => Entries = entries;

    public IReadOnlyList<KeyValuePair<string, string>> Entries { get; }

    public string? Author => this[AuthorKey];

    /// <summary>The date as printed: texts give it in calendars and precisions that no date type holds.</summary>
    public string? Date => this[DateKey];

    public string? Source => this[SourceKey];

    /// <summary>The value of a key, or null.</summary>
    public string? this[string key]
    {
        get
        {
            foreach (var (known, value) in Entries)
            {
                if (string.Equals(known, key, StringComparison.OrdinalIgnoreCase))
                    return value;
            }

            return null;
        }
    }

    public static DocumentMetadata Of(IEnumerable<KeyValuePair<string, string>> entries) =>
        entries.Aggregate(Empty, (metadata, entry) => metadata.With(entry.Key, entry.Value));

    /// <summary>Adds an entry at the end. A key that is there already keeps its place and both values, joined by <c>"; "</c>.</summary>
    /// <exception cref="ArgumentException">The key or the value is empty.</exception>
    public DocumentMetadata With(string key, string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        var entries = Entries.ToList();
        var at = entries.FindIndex(entry => string.Equals(entry.Key, key, StringComparison.OrdinalIgnoreCase));
        if (at < 0)
            entries.Add(new(key, value));
        else
            entries[at] = new(entries[at].Key, $"{entries[at].Value}; {value}");
        return new(entries);
    }

    public bool Equals(DocumentMetadata? other) => other is not null && Entries.SequenceEqual(other.Entries);

    public override int GetHashCode() =>
        Entries.Aggregate(0, (hash, entry) => HashCode.Combine(hash, entry.Key, entry.Value));
}
