using System.Text;
using Collab.Domain.Annotations;
using Collab.Domain.Importing;
using Collab.Domain.Relations;
using Collab.Formats.Import.Notes;
using Collab.Formats.Tests.Export;
using CsCheck;

namespace Collab.Formats.Tests.Import.Notes;

/// <summary>What Collab gives out comes back: exported, imported into another document, and exported again it says the same.</summary>
public sealed class RoundTripTests
{
    [Theory]
    [InlineData("json")]
    [InlineData("jsonld")]
    public async Task Everything_that_happened_to_notes_comes_back(string format)
    {
        var samples = new Samples();
        var builder = samples.Builder;
        builder.Relate(samples.Ben, samples.Several, RelationKind.Contradicts, samples.First);
        builder.Merge(samples.Moderator, samples.Whole, samples.Several);
        builder.Say(samples.Moderator, 2, "Said aloud.", new Said(samples.Ben));
        builder.Say(samples.Moderator, 2, "Said by a guest.", new Said(Speaker: "Kofi Mensah"));
        builder.Pin(samples.Moderator, samples.First, 1, 0, supersedes: samples.Pinned);
        builder.SayElsewhere(samples.Ben, samples.First, new Foreign
        {
            Body = """{"type":"Choice","items":[{"type":"TextualBody","value":"one"},{"type":"TextualBody","value":"two"}]}""",
            Target = """{"source":"https://elsewhere.example/page","selector":{"type":"RangeSelector","startSelector":{"type":"XPathSelector","value":"/p[1]"},"endSelector":{"type":"XPathSelector","value":"/p[2]"}}}""",
            Properties = """{"@context":["http://www.w3.org/ns/anno.jsonld",{"ex":"https://elsewhere.example/ns#"}],"type":["Annotation","ex:Remark"],"motivation":["commenting","ex:musing"],"rights":"https://elsewhere.example/licence","canonical":"urn:uuid:1","via":["https://elsewhere.example/1"],"ex:mood":{"ex:of":"calm"}}""",
            Extra = """{"other":{"weight":1.50}}""",
        });
        await ComparedAsync(format, builder);
    }

    [Fact]
    public async Task Whatever_was_written_comes_back_or_is_named()
    {
        var whole = 0;
        await GeneratedDocuments.Gen.SampleAsync(async builder =>
        {
            foreach (var format in new[] { "json", "jsonld" })
            {
                var export = await RoundTrip.ExportAsync(format, builder.State);
                if (!builder.State.Annotations.Any())
                    continue;
                var (there, placing) = RoundTrip.Bring(export, builder.State);
                Assert.Equal(builder.State.Annotations.Count(), placing.Notes.Count);
                // The rules for words are those of the room: a builder keeps none.
                Assert.All(placing.Notes.Where(note => note.Code is not null), note => Assert.Contains(note.Code, new[] { "empty-text", "text-too-long", "bad-characters", "too-nested", "with-its-note" }));
                if (placing.Notes.Any(note => note.Code is not null))
                    continue;
                whole++;
                Assert.Equal(RoundTrip.Comparable(format, export), RoundTrip.Comparable(format, await RoundTrip.ExportAsync(format, there.State)));
            }
        }, iter: 240);
        Assert.True(whole > 20, $"{whole} came back whole.");
    }

    [Theory]
    [InlineData("jsonld")]
    [InlineData("hypothesis")]
    public async Task What_comes_in_two_formats_or_twice_comes_once(string other)
    {
        var samples = new Samples();
        var (there, _) = RoundTrip.Bring(await RoundTrip.ExportAsync("json", samples.State), samples.State);
        var again = new Placing(NotesReader.Read(Encoding.UTF8.GetBytes(await RoundTrip.ExportAsync(other, samples.State))), there.State, new Dictionary<int, string>());
        Assert.All(again.Notes, note => Assert.True(note.IsHere));
        Assert.DoesNotContain(again.LeftOut, left => left.What == "wordings");
    }

    private static async Task ComparedAsync(string format, DocumentBuilder builder)
    {
        var export = await RoundTrip.ExportAsync(format, builder.State);
        var (there, placing) = RoundTrip.Bring(export, builder.State);
        Assert.All(placing.Notes, note => Assert.Null(note.Code));
        Assert.Empty(placing.LeftOut);
        Assert.Equal(RoundTrip.Comparable(format, export), RoundTrip.Comparable(format, await RoundTrip.ExportAsync(format, there.State)));
    }
}
