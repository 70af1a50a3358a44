using System.Globalization;
using System.Text;
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
        }, iter: 400);
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

    [Fact]
    public void M195_whoever_has_the_hash_of_a_mute_finds_nobody_by_trying_all_members()
    {
        var room = new Room();
        room.Change(new MemberMuted(Room.Other, null, SeminarSeq: 40), Room.Moderator);
        room.Change(new MemberUnmuted(Room.Other, SeminarSeq: 41), Room.Moderator);
        foreach (var (e, stored, before) in room.Events.Zip(room.Stored, room.Stored.Select(earlier => earlier.Hash).Prepend(EventChain.Genesis("document"))).Where(each => each.First.Data is MemberMuted or MemberUnmuted))
        {
            // All that the wire tells everybody.
            Assert.Equal(Disclosure.HashAlone, LogDisclosure.Of(e, room.State, Wire.Everyone));
            Assert.Equal(["seq", "at", "kind", "actor", "command", "data", "hash"], JsonNode.Parse(Wire.Event(e, room.State, Wire.Everyone).ToJsonString())!.AsObject().Select(field => field.Key));
            foreach (var digest in new ReadOnlyMemory<byte>?[] { null, EventChain.Digest([], "{}"u8), EventChain.Digest([], []) })
                Assert.All(room.State.Header.Members.Keys, member => Assert.False(EventChain.IsWhole("document", before.Span, stored with
                {
                    Data = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(stored.Data.Span).Replace(Room.Other, member, StringComparison.Ordinal)),
                    Payload = null,
                    Salt = null,
                    Digest = digest,
                }), member));
            Assert.True(EventChain.IsWhole("document", before.Span, stored));
        }
    }

    [Fact]
    public void M195_every_hash_that_is_told_without_its_event_covers_a_salt() => Histories.Any.Sample(room =>
        Assert.All(room.Stored.Zip(room.Events).Where(pair => Audiences.Any(audience => LogDisclosure.Of(pair.Second, room.State, audience) == Disclosure.HashAlone)),
            pair => Assert.True(pair.First is { Digest: not null, IsErased: true } or { Salt.Length: EventChain.SaltSize }, pair.First.Kind)), iter: 30);

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
