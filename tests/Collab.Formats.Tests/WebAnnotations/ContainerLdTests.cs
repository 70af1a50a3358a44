using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Formats.Tests.Export;
using Collab.Formats.WebAnnotations;

namespace Collab.Formats.Tests.WebAnnotations;

/// <summary>A container and its pages as the model wants them, and what an annotation that was posted says when it is read.</summary>
public sealed class ContainerLdTests
{
    private readonly SchemaChecker schemas = new(Path.Combine(AppContext.BaseDirectory, "WebAnnotations", "Schemas"));
    private readonly Samples samples = new();

    private WebAddresses Addresses => new("https://rooms.example", samples.State.Header.Id);

    [Fact]
    public void The_container_its_pages_and_every_annotation_hold_what_the_model_demands()
    {
        var more = Enumerable.Range(0, 2 * ContainerLd.PageSize).Select(i => samples.Builder.Note(samples.Ana, $"Note {i}.")).ToList();
        foreach (var member in new[] { samples.Moderator, samples.Ana })
        {
            var container = Written(json => Reader(member).WriteContainer(json, minimal: false));
            Assert.Empty(Failed("collectionMusts.test", container));
            var (found, next) = (new List<string>(), (string?)container["first"]!["id"]);
            while (next is not null)
            {
                var page = Written(json => Assert.True(Reader(member).WritePage(json, long.Parse(next.Split('=')[^1]))));
                Assert.Empty(Failed("pageMusts.test", page));
                Assert.Equal(next, (string?)page["id"]);
                Assert.Equal(found.Count, (int)page["startIndex"]!);
                foreach (var item in page["items"]!.AsArray())
                {
                    var alone = item!.DeepClone().AsObject();
                    alone["@context"] ??= "http://www.w3.org/ns/anno.jsonld";
                    Assert.Empty(Failed("annotationMusts.test", alone));
                    Assert.Equal([], Keys(item).Except(Terms));
                    found.Add(((string)item["id"]!)[Addresses.Container.Length..]);
                }

                next = (string?)page["next"];
            }

            Assert.Equal(samples.State.Annotations.Where(note => !note.IsGone).OrderBy(note => note.Seq).Select(note => note.Id), found);
            Assert.Equal(more[^1], found[^1]);
            Assert.Equal(found.Count, (int)container["total"]!);
        }

        Assert.Null(Written(json => Reader(samples.Ana).WriteAnnotation(json, samples.State.Find(samples.Hidden)!, alone: true))["body"]);
        Assert.False(new ContainerLd(Addresses, samples.State, samples.Builder.As(samples.Ana)).WritePage(new Utf8JsonWriter(new ArrayBufferWriter<byte>()), long.MaxValue));
    }

    [Theory]
    [InlineData("""[{"type":"TextualBody","value":"Plain as ours.","format":"text/markdown","purpose":"commenting"},{"type":"TextualBody","value":"tag","format":"text/plain","purpose":"tagging"}]""", "Plain as ours.", "tag", false)]
    [InlineData("""{"type":"TextualBody","value":"one object"}""", "one object", "", true)]
    [InlineData("""{"type":"Choice","items":[{"type":"TextualBody","value":"first"},{"type":"TextualBody","value":"second"}]}""", "first", "", true)]
    [InlineData("""["https://elsewhere.example/b",{"type":"TextualBody","value":"and words"}]""", "<https://elsewhere.example/b>\n\nand words", "", true)]
    [InlineData("""{"type":"TextualBody","value":"   "}""", null, "", true)]
    public void Bodies_are_words_and_tags_and_come_back_as_they_were(string body, string? text, string tag, bool isKept)
    {
        var note = Posted($$"""{"body":{{body}},"motivation":"commenting"}""");
        Assert.Equal((text, tag), (note.Body?.Text, string.Join(' ', note.Tags)));
        Assert.Equal(isKept, note.Foreign?.Body is not null);
        var read = Written(json => Reader(samples.Ana).WriteAnnotation(json, note, alone: true));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(body), read["body"]), read.ToJsonString());
        Assert.Equal(("commenting", "http://www.w3.org/ns/anno.jsonld"), ((string?)read["motivation"], (string?)read["@context"]));
    }

    [Fact]
    public void A_bodyValue_is_a_plain_text_and_a_reply_is_about_what_it_answers()
    {
        var value = Written(json => Reader(samples.Ana).WriteAnnotation(json, Posted("""{"bodyValue":"*x*"}"""), alone: true));
        Assert.Equal("""{"type":"TextualBody","value":"*x*","format":"text/plain"}""", value["body"]!.ToJsonString());
        foreach (var address in new[] { Addresses.Note(samples.First), $"{Addresses.Page}/notes/{samples.Builder.NumberOf(samples.First)}" })
        {
            var reply = Posted($$"""{"bodyValue":"yes","target":"{{address}}","motivation":"replying"}""");
            Assert.Equal(samples.First, reply.ReplyTo);
            Assert.Equal(address, (string?)Written(json => Reader(samples.Ana).WriteAnnotation(json, reply, alone: true))["target"]);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("""{"rights":"urn:x"}""")]
    public void What_is_no_annotations_to_say_stays_where_one_is_put_in_its_place(string? properties)
    {
        var annotation = JsonSerializer.SerializeToElement(JsonNode.Parse("""{"@context":"http://www.w3.org/ns/anno.jsonld","type":"Annotation","bodyValue":"y","target":"https://elsewhere.example/page"}"""));
        var note = samples.State.Find(samples.First)! with { Foreign = new Foreign { Extra = """{"hypothesis":{}}""", Properties = properties } };
        Assert.Equal(note.Foreign.Extra, PostedAnnotation.Of(annotation, Addresses, samples.State, note).ForeignAfter(note).Extra);
    }

    /// <summary>The note that is made of an annotation with these properties.</summary>
    private Annotation Posted(string with)
    {
        var annotation = new JsonObject { ["@context"] = "http://www.w3.org/ns/anno.jsonld", ["type"] = "Annotation", ["target"] = "https://elsewhere.example/page" };
        foreach (var (name, value) in JsonNode.Parse(with)!.AsObject())
            annotation[name] = value!.DeepClone();
        var posted = PostedAnnotation.Of(JsonSerializer.SerializeToElement(annotation), Addresses, samples.State);
        var before = samples.State.Present.Count;
        samples.Builder.Do(posted.ReplyTo is { } parent
            ? new AddReply { CommandId = Guid.NewGuid(), Actor = samples.Ana, Annotation = parent, Text = posted.Text, Tags = posted.Tags, Foreign = posted.Foreign }
            : new AddAnnotation { CommandId = Guid.NewGuid(), Actor = samples.Ana, Targets = posted.Targets, Text = posted.Text, Motivation = posted.Motivation, Tags = posted.Tags, Foreign = posted.Foreign });
        Assert.Equal(before + 1, samples.State.Present.Count);
        return samples.State.Find(samples.State.Present[^1].Id)!;
    }

    /// <summary>Of the standard's context, which Collab writes by itself.</summary>
    private static readonly string[] Terms = ["id", "type", "motivation", "creator", "name", "created", "modified", "body", "value", "format", "purpose", "target", "source", "selector", "scope", "exact", "prefix", "suffix", "start", "end"];

    private static IEnumerable<string> Keys(JsonNode? json) => json switch
    {
        JsonObject all => all.SelectMany(property => Keys(property.Value).Prepend(property.Key)),
        JsonArray list => list.SelectMany(Keys),
        _ => [],
    };

    private ContainerLd Reader(string member) => new(Addresses, samples.State, samples.Builder.As(member));

    private string[] Failed(string test, JsonNode value) => [.. schemas.Assertions(test).Where(file => !schemas.IsValid(file, value))];

    private static JsonObject Written(Action<Utf8JsonWriter> write)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
            write(json);
        return JsonNode.Parse(output.WrittenSpan)!.AsObject();
    }
}
