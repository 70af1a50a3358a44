using System.Text.Json.Nodes;
using Collab.Formats.Export;
using Collab.Formats.Tests.Export;

namespace Collab.Formats.Tests.WebAnnotations;

public class JsonLdExporterTests
{
    private readonly Samples samples = new();
    private readonly SchemaChecker schemas = new(Path.Combine(AppContext.BaseDirectory, "WebAnnotations", "Schemas"));

    [Fact]
    public async Task Every_annotation_holds_what_the_model_demands()
    {
        foreach (var member in new[] { samples.Moderator, samples.Ana })
        {
            foreach (var item in Items(await CollectionAsync(samples.For(member))))
                Assert.Empty(Failed("annotationMusts.test", Alone(item)));
        }
    }

    [Fact]
    public async Task The_collection_and_its_page_hold_what_the_model_demands()
    {
        var collection = await CollectionAsync(samples.For(samples.Ana));
        Assert.Empty(Failed("collectionMusts.test", collection));
        Assert.Empty(Failed("pageMusts.test", collection));
        Assert.Empty(Failed("pageMusts.test", Alone(collection["first"]!.DeepClone())));
        Assert.Equal(Items(collection).Count, collection["total"]!.GetValue<int>());
        Assert.Equal(collection["first"]!["id"]!.GetValue<string>(), collection["last"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_document_without_notes_is_a_collection_without_a_page()
    {
        var builder = new DocumentBuilder("A point.");
        var collection = await CollectionAsync(Samples.Select(builder.State, builder.As(builder.Join("Ana"))));
        Assert.Empty(Failed("collectionMusts.test", collection));
        Assert.Equal(0, collection["total"]!.GetValue<int>());
        Assert.Null(collection["first"]);
    }

    [Theory]
    [InlineData("no target", "3.1-targetKeyFound.json")]
    [InlineData("two exact quotes", "4.2.4-textQuoteSelectorValid.json")]
    [InlineData("a start before the text", "4.2-TextDataPositionSelectorValid.json")]
    [InlineData("a date in words", "3.3.1-annotationCreatedValidated.json")]
    [InlineData("a body that is a number", "3.2-bodyObjectsRecognized.json")]
    [InlineData("an id that is no IRI", "3.1-annotationIdValidated.json")]
    public async Task The_checker_refuses_what_the_model_forbids(string fault, string assertion)
    {
        var item = Alone(Items(await CollectionAsync(samples.For(samples.Ana)))[0]!);
        Assert.Empty(Failed("annotationMusts.test", item));
        switch (fault)
        {
            case "no target":
                item.Remove("target");
                break;
            case "two exact quotes":
                item["target"]![0]!["selector"]![0]!["exact"] = new JsonArray("a", "b");
                break;
            case "a start before the text":
                item["target"]![0]!["selector"]![1]!["start"] = -1;
                break;
            case "a date in words":
                item["created"] = "yesterday";
                break;
            case "a body that is a number":
                item["body"] = 7;
                break;
            default:
                item["id"] = "note 1";
                break;
        }

        Assert.Contains(assertion, Failed("annotationMusts.test", item));
    }

    [Fact]
    public async Task Replies_target_the_note_that_they_answer_even_when_its_words_are_gone()
    {
        var items = Items(await CollectionAsync(samples.For(samples.Ana)));
        var reply = Of(items, samples.UnderDeleted);
        Assert.Equal("replying", reply["motivation"]!.GetValue<string>());
        Assert.Equal(Of(items, samples.Deleted)["id"]!.GetValue<string>(), reply["target"]!.GetValue<string>());
        Assert.Null(Of(items, samples.Deleted)["body"]);
        Assert.Equal("deleted", Of(items, samples.Deleted)["collab:state"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_hidden_note_has_no_body_for_those_who_may_not_read_it()
    {
        Assert.Null(Of(Items(await CollectionAsync(samples.For(samples.Ana))), samples.Hidden)["body"]);
        Assert.NotNull(Of(Items(await CollectionAsync(samples.For(samples.Moderator))), samples.Hidden)["body"]);
    }

    [Fact]
    public async Task Selectors_count_code_points_in_the_text_that_the_collection_carries()
    {
        var collection = await CollectionAsync(samples.For(samples.Ben));
        var target = Of(Items(collection), samples.Hidden)["target"]![0]!;
        var text = collection["collab:clauses"]!.AsArray().Single(c => c!["id"]!.GetValue<string>() == target["source"]!.GetValue<string>())!["collab:text"]!.GetValue<string>();
        var position = target["selector"]!.AsArray().Single(s => s!["type"]!.GetValue<string>() == "TextPositionSelector")!;
        var runes = text.EnumerateRunes().Skip(position["start"]!.GetValue<int>()).Take(position["end"]!.GetValue<int>() - position["start"]!.GetValue<int>());
        Assert.Equal("a😀b", string.Concat(runes));
    }

    [Fact]
    public async Task Pins_and_tags_are_kept()
    {
        var items = Items(await CollectionAsync(samples.For(samples.Ana)));
        var pinned = Of(items, samples.Pinned)["collab:pinned"]![0]!;
        Assert.Equal(0, pinned["collab:order"]!.GetValue<int>());
        Assert.EndsWith($"#clause-{samples.Builder.Clause(1)}", pinned["collab:to"]!["id"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(["question", "numbers"], Of(items, samples.First)["body"]!.AsArray()
            .Where(b => b!["purpose"]!.GetValue<string>() == "tagging").Select(b => b!["value"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Every_key_is_of_the_context_or_under_our_prefix()
    {
        HashSet<string> known = ["@context", "id", "type", "label", "modified", "total", "first", "last", "partOf", "startIndex", "items", "motivation", "creator", "name",
            "created", "body", "value", "format", "purpose", "target", "source", "selector", "scope", "exact", "prefix", "suffix", "start", "end", "collab"];
        var keys = new HashSet<string>();
        Collect(await CollectionAsync(samples.For(samples.Moderator)));
        Assert.DoesNotContain(keys, key => !known.Contains(key) && !key.StartsWith("collab:", StringComparison.Ordinal));

        void Collect(JsonNode? node)
        {
            if (node is JsonObject o)
            {
                foreach (var (key, value) in o)
                {
                    keys.Add(key);
                    Collect(value);
                }
            }
            else if (node is JsonArray a)
            {
                foreach (var item in a)
                    Collect(item);
            }
        }
    }

    private string[] Failed(string test, JsonNode value) => [.. schemas.Assertions(test).Where(file => !schemas.IsValid(file, value))];

    private static async Task<JsonObject> CollectionAsync(ExportDocument document) => JsonNode.Parse(await Samples.Text("jsonld", document))!.AsObject();

    private static JsonArray Items(JsonObject collection) => collection["first"]!["items"]!.AsArray();

    private static JsonNode Of(JsonArray items, string id) => items.Single(i => i!["collab:id"]!.GetValue<string>() == id)!;

    /// <summary>What is embedded has the context of what it stands in; alone it needs it itself.</summary>
    private static JsonObject Alone(JsonNode? embedded)
    {
        var alone = embedded!.DeepClone().AsObject();
        alone["@context"] = "http://www.w3.org/ns/anno.jsonld";
        return alone;
    }
}
