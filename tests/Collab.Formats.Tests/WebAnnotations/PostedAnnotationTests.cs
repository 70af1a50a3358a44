using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Domain.Importing;
using Collab.Domain.Policy;
using Collab.Formats.Import.Notes;
using Collab.Formats.Tests.Export;
using Collab.Formats.WebAnnotations;

namespace Collab.Formats.Tests.WebAnnotations;

/// <summary>Where an annotation of another program lands: where its sender meant, or on the whole of what its source names.</summary>
public sealed class PostedAnnotationTests
{
    private const string Position = """{"type":"TextPositionSelector","start":0,"end":9}""", Quote = """{"type":"TextQuoteSelector","exact":"The first"}""";

    private readonly DocumentBuilder builder = new("The first sentence is here. The second sentence is there.", "Another point.");
    private readonly string owner, note;

    public PostedAnnotationTests()
    {
        owner = builder.Join("Ida", Role.Owner);
        note = builder.Note(owner, "A note.", (0, "first"));
    }

    private WebAddresses Addresses => new("https://room.example", builder.State.Header.Id);

    [Theory]
    [InlineData(Position, "", "The first")]
    [InlineData($"[{Quote},{Position}]", "", "The first")]
    [InlineData($"[{{\"type\":\"DataPositionSelector\",\"start\":28,\"end\":37}},{Position}]", "", "The first")]
    [InlineData($"{{\"type\":\"XPathSelector\",\"value\":\"/p[2]\",\"refinedBy\":{Position}}}", "", null)]
    [InlineData($"[{{\"type\":\"FragmentSelector\",\"value\":\"s2\",\"refinedBy\":[{Position}]}}]", "", null)]
    [InlineData("""{"type":"TextPositionSelector","start":0,"end":27,"refinedBy":{"type":"TextPositionSelector","start":4,"end":9}}""", "", null)]
    [InlineData(Position, ""","state":{"type":"TimeState","sourceDate":"2015-07-20T13:30:00Z"}""", null)]
    [InlineData(Position, ""","state":[{"type":"HttpRequestState","value":"Accept: text/plain"}]""", null)]
    public void A_position_counts_only_in_the_text_that_its_source_names(string selector, string state, string? words)
    {
        var target = Assert.Single(Posted(Target(selector, state)).Targets);
        Assert.Equal((builder.Clause(0), 1), (target.Clause, target.Revision));
        Assert.Equal(words, Anchoring.Resolve(builder.State.Header.Clauses[0].Text, target, 1).Quote?.Exact);
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","state":{"type":"TimeState","sourceDate":"2015-07-20T13:30:00Z"}""")]
    public void A_position_in_a_file_that_has_no_text_of_the_point_is_on_the_whole_of_it(string state)
    {
        var file = NotesReader.Read(Encoding.UTF8.GetBytes($"[{Annotation(Target(Position, state)).ToJsonString()}]"));
        var placed = Assert.Single(new Placing(file, builder.State, new Dictionary<int, string>()).Notes);
        Assert.Equal(new TargetRequest(builder.Clause(0)), Assert.Single(placed.Targets));
    }

    [Fact]
    public void What_was_placed_before_a_revision_is_not_said_of_the_text_after_it()
    {
        var posted = Posted(Target(Position, ""));
        builder.Revise(owner, new("1", ClauseKind.Point, 0, "A new sentence is here. The second sentence is there."), new("2", ClauseKind.Point, 0, "Another point."));
        var refusal = Assert.Throws<RefusalException>(() => builder.Do(new AddAnnotation { CommandId = Guid.NewGuid(), Actor = owner, Targets = posted.Targets, Text = posted.Text, Motivation = posted.Motivation }));
        Assert.Equal("stale", refusal.Code);
    }

    [Fact]
    public void The_addresses_that_are_cited_mean_what_they_cite()
    {
        var epoch = builder.State.Header.Epoch;
        Assert.Equal(note, Posted($"\"{Addresses.Page}/notes/1\"").ReplyTo);
        Assert.Equal(note, Posted($"\"{Addresses.Page}/notes/1?epoch={epoch}\"").ReplyTo);
        foreach (var point in new[] { $"{Addresses.Page}/points/{builder.Clause(1)}", $"{Addresses.Page}/reading#clause-{builder.Clause(1)}" })
            Assert.Equal(builder.Clause(1), Assert.Single(Posted($"\"{point}\"").Targets).Clause);
        // Numbers of a log that a restore took back may be another's by now.
        foreach (var (lost, code) in new[] { ("/notes/1?epoch=other", "resync"), ("/notes/9", "not-found"), ("/points/none", "not-found") })
            Assert.Equal(code, Assert.Throws<RefusalException>(() => Posted($"\"{Addresses.Page}{lost}\"")).Code);
    }

    private string Target(string selector, string state) => $$"""{"type":"SpecificResource","source":"{{Addresses.Page}}#clause-{{builder.Clause(0)}}","selector":{{selector}}{{state}}}""";

    private PostedAnnotation Posted(string target) => PostedAnnotation.Of(JsonSerializer.SerializeToElement(Annotation(target)), Addresses, builder.State);

    private static JsonObject Annotation(string target) =>
        new() { ["@context"] = "http://www.w3.org/ns/anno.jsonld", ["id"] = "urn:1", ["type"] = "Annotation", ["body"] = new JsonObject { ["type"] = "TextualBody", ["value"] = "x" }, ["target"] = JsonNode.Parse(target) };
}
