using System.Text.Json;
using Collab.Domain.Documents;
using Collab.Domain.Json;

namespace Collab.Domain.Tests.Documents;

public sealed class DocumentMetadataTests
{
    [Fact]
    public void Keys_keep_their_order_and_are_one_whatever_their_case()
    {
        var metadata = DocumentMetadata.Of([new("Ort", "Köln"), new("Author", "A"), new("author", "B")]);
        Assert.Equal(new KeyValuePair<string, string>[] { new("Ort", "Köln"), new("Author", "A; B") }, metadata.Entries);
        Assert.Equal(("A; B", null), (metadata.Author, metadata.Date));
    }

    [Fact]
    public void Equal_content_is_equal() => Assert.Equal(DocumentMetadata.Empty.With("a", "1"), DocumentMetadata.Of([new("a", "1")]));

    [Fact]
    public void Json_is_an_object_and_comes_back()
    {
        var imported = new Domain.Events.DocumentImported("s", "t", DocumentMetadata.Of([new("z", "1"), new("a", "2")]), 1, "x", []);
        var json = JsonSerializer.Serialize(imported, DomainJson.Instance.DocumentImported);
        Assert.Contains("""{"z":"1","a":"2"}""", json, StringComparison.Ordinal);
        Assert.Equal(imported.Metadata, JsonSerializer.Deserialize(json, DomainJson.Instance.DocumentImported)!.Metadata);
    }

    [Theory]
    [InlineData("", "x")]
    [InlineData("x", " ")]
    public void Empty_entries_are_none(string key, string value) => Assert.Throws<ArgumentException>(() => DocumentMetadata.Empty.With(key, value));
}
