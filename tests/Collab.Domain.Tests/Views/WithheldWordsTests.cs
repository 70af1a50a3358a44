using System.Text;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Domain.Tests.Support;
using CsCheck;

namespace Collab.Domain.Tests.Views;

/// <summary>N58: a hidden body, and a deleted one, leaves by none of the ways out. Whatever people write in these histories begins with s3cret.</summary>
public sealed class WithheldWordsTests
{
    private static readonly Audience[] Audiences = [Wire.Everyone, new(true, Room.Owner), new(false, Room.Annotator), new(false, Room.Other), new(true, null)];

    [Fact]
    public void Nothing_written_now_holds_words_that_are_withheld_now() =>
        Gen.Select(Histories.Any, Gen.Int[1, 200]).Sample((room, cut) =>
        {
            var head = room.State;
            var moment = Histories.Fold(room.Events.Take(cut));
            foreach (var audience in Audiences)
            {
                List<string> secrets = [.. Secrets(room, a => !audience.MayRead(a)), .. Reasons(room, stance => !audience.MayReadReason(stance, head.Header))];
                AssertNone(secrets, Wire.SnapshotBytes(head, head, audience));
                AssertNone(secrets, Wire.SnapshotBytes(moment, head, audience));
                foreach (var e in room.Events)
                    AssertNone(secrets, Wire.EventBytes(e, head, audience));
                foreach (var annotation in head.Annotations.Concat(moment.Annotations))
                    AssertNone(secrets, Wire.AnnotationBytes(annotation, head, audience, history: true));
            }
        }, iter: 60);

    [Fact]
    public void Whatever_may_be_read_is_there_for_those_who_may() => Histories.Any.Sample(room =>
    {
        foreach (var audience in Audiences)
        {
            var text = Encoding.UTF8.GetString(Wire.SnapshotBytes(room.State, room.State, audience));
            Assert.All(room.State.Annotations.Where(a => audience.MayRead(a) && a.Body is not null), a => Assert.Contains(Histories.Mark(a.Body!.Text), text, StringComparison.Ordinal));
        }
    }, iter: 30);

    [Theory]
    [InlineData(AnnotationState.Shown, true, true, true)]
    [InlineData(AnnotationState.Hidden, false, true, true)]
    [InlineData(AnnotationState.Deleted, false, false, false)]
    public void Words_are_for_whom_the_state_says(AnnotationState state, bool others, bool author, bool moderators)
    {
        var annotation = new Annotation { Id = "c.x", Creator = "me", State = state };
        Assert.Equal((others, author, moderators), (new Audience(false, "you").MayRead(annotation), new Audience(false, "me").MayRead(annotation), new Audience(true, "you").MayRead(annotation)));
        Assert.Equal(others, new Audience(false, "me").Shared.MayRead(annotation));
    }

    [Fact]
    public void The_audience_follows_the_table()
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            var member = new Room().State.Header.Members[Room.Reader] with { Role = role };
            Assert.Equal(Tests.Policy.PermissionsFile.Cell("read-hidden-body", role) == "yes", Audience.Of(member, SeminarSettings.Default).Class.ReadsHidden);
        }
    }

    [Fact]
    public void A_name_that_was_given_up_is_not_written_again()
    {
        var room = new Room();
        room.Annotate(Room.Annotator, null);
        room.Change(new MemberRenamed(Room.Annotator, room.State.Header.SeminarSeq + 1), Room.Annotator, "New");
        var all = room.Events.Select(e => Wire.EventBytes(e, room.State, Wire.Everyone)).Append(Wire.SnapshotBytes(Histories.Fold(room.Events.Take(8)), room.State, Wire.Everyone));
        Assert.All(all, bytes => Assert.DoesNotContain("Name of annotator", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal));
    }

    /// <summary>Bodies and tags that the notes ever had.</summary>
    private static List<string> Secrets(Room room, Func<Annotation, bool> withheld)
    {
        var notes = room.State.Annotations.Where(withheld).Select(a => a.Id).ToHashSet();
        return [.. room.Events.Where(e => e.Data is AnnotationAdded or ReplyAdded or AnnotationEdited && notes.Contains(((AnnotationEventData)e.Data).Annotation))
            .SelectMany(e => (e.Words?.Tags ?? []).Append(e.Words?.Body).OfType<string>().Select(Histories.Mark))];
    }

    /// <summary>The reasons that a stance ever had.</summary>
    private static IEnumerable<string> Reasons(Room room, Func<string, bool> withheld) =>
        room.Events.Where(e => e.Data is StanceTaken taken && withheld(taken.Stance)).Select(e => e.Words?.Reason).OfType<string>().Select(Histories.Mark);

    private static void AssertNone(List<string> secrets, byte[] written)
    {
        var text = Encoding.UTF8.GetString(written);
        foreach (var secret in secrets)
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
    }
}
