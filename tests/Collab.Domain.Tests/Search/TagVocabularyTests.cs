using Collab.Domain.Commands;
using Collab.Domain.Policy;
using Collab.Domain.Search;
using Collab.Domain.Tests.Support;

namespace Collab.Domain.Tests.Search;

public sealed class TagVocabularyTests
{
    [Fact]
    public void Only_tags_of_notes_that_one_may_read_are_there_each_as_it_is_written_most_often()
    {
        var (one, other) = (new Room(), new Room());
        Tag(one, "order", "Power");
        Tag(one, "Order");
        Tag(other, "Order", "power");
        Tag(other, "power");
        var hidden = Tag(other, "scandal");
        other.Do(new HideAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Moderator, Annotation = hidden });
        var gone = Tag(other, "gone");
        other.Do(new DeleteAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Annotator, Annotation = gone });

        Assert.Equal([("Order", 3), ("power", 3)], Of(Wire.Everyone));
        Assert.Equal([("Order", 3), ("power", 3), ("scandal", 1)], Of(new Audience(true, null)));
        Assert.Equal(3, Of(new Audience(false, Room.Annotator)).Length);
        Assert.Equal([("Order", 3)], TagVocabulary.Of([(one.State, Wire.Everyone), (other.State, Wire.Everyone)], 1).AsEnumerable());

        (string, int)[] Of(Audience audience) => [.. TagVocabulary.Of([(one.State, audience), (other.State, audience)], 500)];
    }

    private static string Tag(Room room, params string[] tags) =>
        ((Domain.Events.AnnotationAdded)room.Do(new AddAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Annotator, Text = "x", Tags = [.. tags] })[0].Data).Annotation;
}
