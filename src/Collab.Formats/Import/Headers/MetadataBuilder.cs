using Collab.Domain.Documents;

namespace Collab.Formats.Import.Headers;

/// <summary>Collects metadata. The first value of a known key is stored under it; what comes after keeps its printed key.</summary>
internal sealed class MetadataBuilder
{
    private readonly List<KeyValuePair<string, string>> _entries = [];

    public string? Title { get; private set; }

    public void Add(string key, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
            _entries.Add(new(key, value));
    }

    public void AddPrinted(string key, string value)
    {
        var canonical = HeaderKey.Canonical(key);
        if (canonical == HeaderKey.Title && Title is null)
            Title = value;
        else
            Add(canonical, value);
    }

    /// <param name="frontTitle">A title at the top that a <c>Title:</c> line replaced.</param>
    public DocumentMetadata Build(string? frontTitle)
    {
        if (frontTitle is not null && frontTitle != Title)
            Add("heading", frontTitle);
        var second = _entries.FindIndex(entry => HeaderKey.IsSecondDate(entry.Key) && entry.Value.Any(char.IsDigit));
        if (second >= 0 && !_entries.Exists(entry => entry.Key == DocumentMetadata.DateKey))
            _entries[second] = new(DocumentMetadata.DateKey, _entries[second].Value);
        return DocumentMetadata.Of(_entries);
    }
}
