using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Tests.Support;
using CsCheck;

namespace Collab.Domain.Tests.Policy;

/// <summary>What of the log may leave as it is stored.</summary>
public sealed class LogDisclosureTests
{
    private static readonly Audience Moderators = new(true, Room.Owner), Unnamed = new(new ViewClass(ReadsHidden: false, SeesNames: false), Room.Other);

    private static readonly Audience[] Audiences = [Wire.Everyone, Moderators, new(false, Room.Annotator), new(false, Room.Other), new(new ViewClass(ReadsHidden: true, SeesNames: false), null), Unnamed];

    [Fact]
    public void M159_nothing_leaves_with_the_log_that_the_room_does_not_tell() => Histories.Any.Sample(room =>
    {
        foreach (var audience in Audiences)
        {
            var everywhere = Leaves(JsonNode.Parse(Wire.SnapshotBytes(room.State, room.State, audience))).Append(room.State.Header.Seminar).ToHashSet(StringComparer.OrdinalIgnoreCase);
            foreach (var (e, stored) in room.Events.Zip(room.Stored))
            {
                var disclosure = LogDisclosure.Of(e, room.State, audience);
                if (disclosure == Disclosure.HashAlone)
                    continue;
                var told = Leaves(Wire.Event(e, room.State, audience)).Concat(Wordings(e, room, audience)).ToHashSet(StringComparer.OrdinalIgnoreCase);
                Assert.All(Leaves(Data(stored, audience)).Append(e.Actor).Append(Plain(e.Command.ToString())), leaf => Assert.True(told.Contains(leaf) || everywhere.Contains(leaf), $"{e.Kind} {leaf} {e.Data}"));
                if (disclosure == Disclosure.Whole && stored.Payload is { } payload)
                    // What another program said with a note leaves with its words, by its container and the exports.
                    Assert.All(Leaves(Without(Without(JsonNode.Parse(payload.Span)!.AsObject(), "request"), "foreign")), leaf => Assert.True(told.Contains(leaf), $"{e.Kind} {leaf} {e.Data}"));
            }
        }
    }, iter: 40);

    [Fact]
    public void Moderators_may_compute_the_hash_of_all_but_a_few_kinds_and_members_of_all_but_what_the_seminar_told()
    {
        string[] never = [nameof(MemberJoined), nameof(SeatMoved)];
        var kinds = new Dictionary<string, (Disclosure ForModerators, Disclosure ForMembers)>();
        Histories.Any.Sample(room =>
        {
            foreach (var e in room.Events)
            {
                var (moderators, members) = (LogDisclosure.Of(e, room.State, Moderators), LogDisclosure.Of(e, room.State, Wire.Everyone));
                Assert.True(moderators >= members, $"{e.Data}");
                var most = kinds.GetValueOrDefault(e.Kind);
                kinds[e.Kind] = ((Disclosure)Math.Max((int)most.ForModerators, (int)moderators), (Disclosure)Math.Max((int)most.ForMembers, (int)members));
            }
        }, iter: 40, threads: 1);
        Assert.All(kinds, kind => Assert.Equal(never.Contains(kind.Key) ? Disclosure.HashAlone : Disclosure.Whole, kind.Value.ForModerators));
        string[] told = [.. typeof(ToldEventData).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(ToldEventData))).Select(type => type.Name)];
        Assert.All(kinds, kind => Assert.Equal(told.Contains(kind.Key) ? Disclosure.HashAlone : Disclosure.Whole, kind.Value.ForMembers));
    }

    [Fact]
    public void A_kind_that_nobody_has_thought_about_leaves_with_its_hash_alone()
    {
        var room = new Room();
        var e = room.Events[0] with { Data = new UnknownEvent("TextSung") };
        Assert.Equal(Disclosure.HashAlone, LogDisclosure.Of(e, room.State, Moderators));
    }

    /// <summary>On the wire enumerations have another case and hyphens, times are to the millisecond, and an author’s name bears a mark.</summary>
    private static string Plain(string text) => DateTimeOffset.TryParseExact(text, "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? $"{time.ToUnixTimeMilliseconds()} ms" : text.Replace(OutsideAuthor.Mark, "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);

    /// <summary>The wordings of a note are told with it.</summary>
    private static IEnumerable<string> Wordings(LogEvent e, Room room, Audience audience) =>
        e.Data is AnnotationEventData about && room.State.Find(about.Annotation) is { } note
            ? Leaves(JsonNode.Parse(Wire.AnnotationBytes(note, room.State, audience, history: true)))
            : [];

    private static JsonNode? Data(StoredEvent stored, Audience audience)
    {
        var data = JsonNode.Parse(stored.Data.Span)!.AsObject();
        // What only this log says, and everybody who reads it may know: a digest of what a file calls a note, and which text it is.
        Without(data["original"]?.AsObject(), "source");
        // How points and places went on into the next text: where a note is stands with it, its words or not, wherever it is told.
        Without(Without(data, "pairs"), "outcomes");
        // The seminar's log and its links are listed to moderators.
        return audience.Class.ReadsHidden ? Without(Without(data, "seminarSeq"), "invite") : data;
    }

    private static JsonObject? Without(JsonObject? json, string field)
    {
        json?.Remove(field);
        return json;
    }

    private static IEnumerable<string> Leaves(JsonNode? json) => json switch
    {
        JsonObject all => all.SelectMany(field => Leaves(field.Value)),
        JsonArray list => list.SelectMany(Leaves),
        JsonValue value => [value.GetValueKind() != JsonValueKind.String ? value.ToJsonString() : Plain((string)value!)],
        _ => [],
    };
}
