using System.Text.Json;

namespace Collab.Formats.Import.Notes;

/// <summary>Who made the annotations of a file: an address, or an agent with a name.</summary>
internal sealed class WebAnnotationPeople
{
    private readonly NotesBuilder builder;
    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);

    public WebAnnotationPeople(NotesBuilder builder, JsonElement root, IReadOnlyList<JsonElement> items)
    {
        this.builder = builder;
        foreach (var person in root.List("collab:people").Concat(items.SelectMany(item => item.List("creator"))))
        {
            if (person.Text("id") is { } id && Name(person) is { } name)
                names.TryAdd(id, name);
        }
    }

    public string? NameOf(string? id) => names.GetValueOrDefault(id ?? "");

    /// <summary>The first creator; where there is none, whoever has no name.</summary>
    public int Creator(JsonElement item)
    {
        var creator = item.List("creator").FirstOrDefault();
        return creator.Text() is { } iri ? Author(iri) : creator.Text("id") is { } id ? Author(id) : builder.Author($"name {Name(creator)}", Name(creator));
    }

    /// <summary>One who is named by address; by its last part where there is no name.</summary>
    public int Author(string? id) => builder.Author($"id {id}", NameOf(id) ?? id?.TrimEnd('/').Split('/', '#', ':')[^1]);

    private static string? Name(JsonElement person) => person.Text("name") ?? person.Text("nickname") ?? person.Get("name")?.Texts("value").FirstOrDefault() ?? person.Texts("name").FirstOrDefault();
}
