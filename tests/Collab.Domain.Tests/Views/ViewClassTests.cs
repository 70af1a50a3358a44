using System.Text.Json.Nodes;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Domain.Tests.Support;
using CsCheck;

namespace Collab.Domain.Tests.Views;

public sealed class ViewClassTests
{
    private static readonly ViewClass[] All = [new(false, true), new(true, true), new(false, false), new(true, false)];

    [Fact]
    public void Every_class_has_a_place_and_a_tag_of_its_own()
    {
        Assert.Equal(Enumerable.Range(0, ViewClass.Count), All.Select(c => c.Index).Order());
        Assert.Equal(ViewClass.Count, All.Select(c => c.ToString()).Distinct().Count());
    }

    [Fact]
    public void Who_sees_no_names_gets_pseudonyms_by_snapshot_event_and_note_and_everything_else_as_the_others_do() => Histories.Any.Sample(room =>
    {
        var pseudonyms = room.State.Header.Members.Values.ToDictionary(member => member.Id, member => Pseudonyms.Of(room.State.Header.Seminar, member.Number));
        Assert.Equal(pseudonyms.Count, pseudonyms.Values.Distinct().Count());
        foreach (var c in All.Where(c => !c.SeesNames))
        {
            Audience without = new(c, null), with = new(c with { SeesNames = true }, null);
            AssertNamesOnly(audience => Wire.Snapshot(room.State, room.State, audience));
            foreach (var e in room.Events)
                AssertNamesOnly(audience => Wire.Event(e, room.State, audience));
            foreach (var annotation in room.State.Annotations)
                AssertNamesOnly(audience => Wire.Parse(Wire.AnnotationBytes(annotation, room.State, audience, history: true)));

            void AssertNamesOnly(Func<Audience, JsonObject> write)
            {
                var (shown, hidden) = (write(with), write(without));
                // Nobody is named who took a stance where no name shows.
                Assert.True(Names(shown).Any() || (shown["kind"] is not null && shown["actor"] is null));
                Assert.Subset(pseudonyms.Values.Append(Member.ErasedName).Concat(room.State.Header.Authors.Values.Select(author => $"Author {author.Number} (not verified)")).ToHashSet(), Names(hidden).ToHashSet());
                Assert.Equal(Names(shown).Count(), Names(hidden).Count());
                Strip(shown);
                Strip(hidden);
                Assert.True(JsonNode.DeepEquals(shown, hidden));
            }
        }
    }, iter: 20);

    private static IEnumerable<string> Names(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => p.Key == "name" && (string)p.Value! is { Length: > 0 } name ? [name] : Names(p.Value)),
        JsonArray a => a.SelectMany(Names),
        _ => [],
    };

    private static void Strip(JsonNode? node)
    {
        if (node is JsonObject o)
        {
            o.Remove("name");
            foreach (var (_, value) in o)
                Strip(value);
        }
        else if (node is JsonArray a)
        {
            foreach (var item in a)
                Strip(item);
        }
    }
}
