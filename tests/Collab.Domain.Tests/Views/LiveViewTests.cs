using System.Text.Json.Nodes;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Tests.Support;
using CsCheck;

namespace Collab.Domain.Tests.Views;

/// <summary>The live view is the snapshot: whoever joins at any seq and folds what comes sees what a new reader is given.</summary>
public sealed class LiveViewTests
{
    private static readonly Audience[] Audiences =
    [
        Wire.Everyone, new(readsHidden: true, member: null), new(readsHidden: true, Room.Owner), new(readsHidden: false, Room.Annotator), new(readsHidden: false, Room.Other),
    ];

    [Fact]
    public void A_reader_who_is_told_at_once_always_sees_what_the_snapshot_shows() =>
        Histories.Any.Sample(room =>
        {
            foreach (var audience in Audiences)
            {
                var states = States(room);
                var reader = Join(states[1], states[1], audience);
                for (var seq = 2; seq < states.Count; seq++)
                {
                    reader = Tell(reader, room.Events[seq - 1], states[seq], states[seq], audience);
                    AssertShows(states[seq], reader, audience);
                }
            }
        }, iter: 60);

    [Fact]
    public void A_reader_who_joins_anywhere_and_lags_sees_the_same_once_it_is_at_the_head() =>
        Gen.Select(Histories.Any, Gen.Int[0, 1_000_000]).Sample((room, seed) =>
        {
            var random = new Random(seed);
            var states = States(room);
            foreach (var audience in Audiences)
            {
                var joined = random.Next(1, states.Count);
                var reader = Join(states[joined], states[random.Next(joined, states.Count)], audience);
                var head = joined;
                for (var seq = joined + 1; seq < states.Count; seq++)
                {
                    // What is sent now is written by the policy of now, which may be of any later seq.
                    head = Math.Max(head, random.Next(seq, Math.Min(seq + 20, states.Count)));
                    reader = Tell(reader, room.Events[seq - 1], states[seq], states[head], audience);
                }

                AssertShows(states[^1], reader, audience);
            }
        }, iter: 400);

    [Fact]
    public void Why_a_note_is_hidden_that_was_shown_at_the_moment_outlasts_what_was_erased_before_it_was_said()
    {
        var room = new Room();
        room.Annotate(Room.Annotator, room.Clauses[1]);
        var joined = room.Events.Count;
        room.Erase(Room.Moderator, Room.Owner);
        room.Change(new MemberNotesHidden(Room.Annotator, room.State.Header.SeminarSeq + 1), Room.Moderator, reason: "Rude.");
        var (states, audience) = (States(room), Wire.Everyone);
        var reader = Join(states[joined], states[^1], audience);
        Assert.True((bool)reader.State["annotations"]![0]!["early"]!);
        foreach (var e in room.Events.Skip(joined))
            reader = Tell(reader, e, states[(int)e.Seq], states[^1], audience);
        AssertShows(states[^1], reader, audience);
        Assert.Equal("Rude.", (string)reader.State["annotations"]![0]!["reason"]!);
    }

    /// <summary>The reader after an event; where that says so, by a snapshot.</summary>
    private static ClientModel Tell(ClientModel reader, LogEvent e, DocumentState after, DocumentState head, Audience audience)
    {
        if (e.Data is MemberNotesShown or StanceReasonShown or TextRevised or NoteKept)
            return Join(after, head, audience);
        reader.Apply(Wire.Event(e, head, audience));
        return reader;
    }

    private static void AssertShows(DocumentState state, ClientModel reader, Audience audience)
    {
        var expected = ClientModel.Ordered(Wire.Snapshot(state, state, audience));
        var actual = reader.ToSnapshot();
        if (!JsonNode.DeepEquals(expected, actual))
            Assert.Equal(Text(expected), Text(actual));
    }

    private static ClientModel Join(DocumentState moment, DocumentState head, Audience audience)
    {
        var snapshot = Wire.Snapshot(moment, head, audience);
        snapshot["readsHidden"] = audience.Class.ReadsHidden;
        snapshot["self"] = audience.Member;
        return new ClientModel(snapshot);
    }

    private static List<DocumentState> States(Room room)
    {
        var states = new List<DocumentState> { Histories.Fold([]) };
        foreach (var e in room.Events)
            states.Add(states[^1].Apply(e));
        return states;
    }

    private static string Text(JsonObject json) => json.ToJsonString(new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
