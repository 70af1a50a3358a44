using System.Text;
using Collab.Domain.Policy;
using Collab.Server.Feeds;

namespace Collab.Server.Tests.Feeds;

public sealed class RingEntryTests
{
    private readonly Story _story = new();

    [Fact]
    public void An_event_is_encoded_once_for_each_class_and_forgotten_when_the_policy_changes()
    {
        _story.Note(Story.Annotator, "a word");
        var (entry, state) = (new RingEntry(_story.Events[^1]), _story.StateAt(_story.Head));
        ViewClass[] classes = [new(false, true), new(true, true), new(false, false), new(true, false)];
        var encoded = classes.Select(c => entry.Encode(state, new Audience(c, Story.Other))).ToList();
        Assert.Equal(ViewClass.Count, encoded.Distinct(ReferenceEqualityComparer.Instance).Count());
        Assert.All(classes.Zip(encoded), made => Assert.Same(made.Second, entry.Encode(state, new Audience(made.First, Story.Owner))));
        entry.Drop();
        Assert.All(classes.Zip(encoded), made => Assert.NotSame(made.Second, entry.Encode(state, new Audience(made.First, Story.Owner))));
    }

    [Fact]
    public void A_class_without_names_gets_the_event_without_them()
    {
        _story.Note(Story.Annotator, "a word");
        var state = _story.StateAt(_story.Head);
        foreach (var e in _story.Events)
        {
            var entry = new RingEntry(e);
            Assert.All(new[] { "Kofi", "Mei", "Ada" }, name => Assert.DoesNotContain(name, Text(entry, new ViewClass(true, SeesNames: false)), StringComparison.Ordinal));
        }

        Assert.Contains("Kofi", Text(new RingEntry(_story.Events[^1]), new ViewClass(false, SeesNames: true)), StringComparison.Ordinal);

        string Text(RingEntry entry, ViewClass c) => Encoding.UTF8.GetString(entry.Encode(state, new Audience(c, null)));
    }
}
