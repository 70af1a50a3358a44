using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Domain.Events;
using Collab.Domain.Sessions;
using Collab.Domain.Tests.Support;

namespace Collab.Domain.Tests.Sessions;

/// <summary>The hour has a shape: an order, a time, an end with who was there.</summary>
public sealed class SessionTests
{
    private readonly Room _room = new();

    private Proceedings Held => _room.State.Header.Proceedings;

    [Fact]
    public void A_session_is_opened_and_closed_once_and_the_record_has_who_was_there()
    {
        var opened = _room.Do(Open(" The  first hour "))[0];
        Assert.Equal("already", _room.Try(Open()));
        _room.Now = Room.Start.AddMinutes(50);
        _room.Do(Close(Room.Other, Room.Annotator, Room.Other, "a stranger"));
        Assert.Equal("already", _room.Try(Close()));
        var session = Assert.Single(Held.Sessions);
        Assert.Equal(("The  first hour", Room.Moderator, Room.Start, opened.Seq, Room.Start.AddMinutes(50)), (session.Title, session.By, session.Opened, session.Seq, session.Closed));
        Assert.Equal(new[] { Room.Annotator, Room.Other }, session.Attended);
        _room.Do(Open());
        Assert.Equal((2, true), (Held.Sessions.Length, Held.Open == Held.Sessions[1]));
    }

    [Fact]
    public void What_ran_ends_with_the_session()
    {
        _room.Do(Open());
        _room.Do(new SetTimer { CommandId = Guid.NewGuid(), Actor = Room.Moderator, Seconds = 60 });
        foreach (var member in new[] { Room.Annotator, Room.Other })
            _room.Do(new RaiseHand { CommandId = Guid.NewGuid(), Actor = member, Clause = _room.Clauses[1] });
        _room.Do(new GiveFloor { CommandId = Guid.NewGuid(), Actor = Room.Moderator, Member = Room.Annotator });
        _room.Do(Close());
        Assert.Equal((null, null, 0), (Held.Timer, Held.Floor, Held.Hands.Length));
    }

    [Fact]
    public void The_next_session_begins_with_what_the_last_one_did_not_come_to_where_that_is_asked_for()
    {
        var (one, two, three) = (_room.Clauses[1], _room.Clauses[2], _room.Clauses[3]);
        _room.Do(Lead(one));
        _room.Do(Agenda(new(two, 60), new(one), new(three, 90)));
        _room.Do(Open() with { CarryOver = true });
        Assert.Equal(3, Held.Agenda.Length);
        _room.Do(Lead(three));
        _room.Do(Lead(three));
        _room.Do(Timer(60) with { Clause = _room.Clauses[0] });
        _room.Do(Timer(30));
        Assert.Empty(Held.Left);
        _room.Do(Close());
        _room.Do(Lead(two));
        Assert.Equal(new[] { three, _room.Clauses[0] }, Held.Sessions[0].Reached);
        Assert.Equal(new AgendaItem[] { new(two, 60), new(one) }, Held.Left);

        Assert.Equal(["SessionOpened", "AgendaSet"], _room.Do(Open("Next") with { CarryOver = true }).Select(e => e.Data.GetType().Name));
        Assert.Equal(new AgendaItem[] { new(two, 60), new(one) }, Held.Agenda);
        foreach (var clause in new[] { one, two })
            _room.Do(Lead(clause));
        _room.Do(Close());
        // All of it was reached: it stays for whoever wants it again.
        Assert.Empty(Held.Left);
        Assert.Single(_room.Do(Open() with { CarryOver = true }));
        _room.Do(Lead(one));
        _room.Do(Close());
        Assert.Equal(new AgendaItem[] { new(two, 60) }, Held.Left);
        _room.Do(Open());
        Assert.Equal(2, Held.Agenda.Length);
    }

    [Fact]
    public void A_closed_document_takes_no_session_and_one_that_is_open_can_be_closed_in_it()
    {
        _room.Do(Open());
        _room.Do(new CloseDocument { CommandId = Guid.NewGuid(), Actor = Room.Owner });
        Command[] refused =
        [
            Agenda(new AgendaItem(_room.Clauses[1])), Timer(60), new RaiseHand { CommandId = Guid.NewGuid(), Actor = Room.Annotator, Clause = _room.Clauses[1] },
        ];
        Assert.All(refused, command => Assert.Equal("closed", _room.Try(command)));
        Assert.Equal("", _room.Try(Close()));
        Assert.Equal("closed", _room.Try(Open()));
    }

    [Fact]
    public void A_document_is_not_closed_over_a_blind_round_whose_notes_would_be_in_no_record()
    {
        _room.Do(new OpenRound { CommandId = Guid.NewGuid(), Actor = Room.Owner, Clause = _room.Clauses[1] });
        Command close = new CloseDocument { CommandId = Guid.NewGuid(), Actor = Room.Owner };
        Assert.Equal("in-round", _room.Try(close));
        _room.Do(new RevealRound { CommandId = Guid.NewGuid(), Actor = Room.Owner, Clause = _room.Clauses[1] });
        Assert.Equal("", _room.Try(close));
    }

    [Fact]
    public void An_agenda_names_points_of_the_document_once_each_with_a_time_that_can_be_kept()
    {
        var (one, two) = (_room.Clauses[1], _room.Clauses[2]);
        AgendaItem[][] wrong = [[new(Identifier.New())], [new(one), new(two), new(one, 60)], [new(one, 4)], [new(one, 14_401)], [new(one, -60)]];
        Assert.All(wrong, items => Assert.Equal("bad-agenda", _room.Try(Agenda(items))));
        _room.Do(Agenda(new(two, 14_400), new(one, 5), new(_room.Clauses[0])));
        Assert.Equal(new AgendaItem[] { new(two, 14_400), new(one, 5), new(_room.Clauses[0]) }, Held.Agenda);
        Assert.Equal("already", _room.Try(Agenda(new(two, 14_400), new(one, 5), new(_room.Clauses[0]))));
        _room.Do(Agenda());
        Assert.Empty(Held.Agenda);
    }

    [Theory]
    [InlineData(4, "bad-request")]
    [InlineData(5, "")]
    [InlineData(14_400, "")]
    [InlineData(14_401, "bad-request")]
    [InlineData(int.MinValue, "bad-request")]
    public void A_timer_runs_from_five_seconds_to_four_hours(int seconds, string refusal)
    {
        Assert.Equal(refusal, _room.Try(Timer(seconds)));
        if (refusal.Length == 0)
            Assert.Equal((Room.Start.AddSeconds(seconds), seconds), (Held.Timer!.EndsAt, Held.Timer.Seconds));
    }

    [Fact]
    public void A_timer_takes_the_place_of_another_and_stays_until_it_is_ended()
    {
        Assert.Equal("already", _room.Try(new EndTimer { CommandId = Guid.NewGuid(), Actor = Room.Moderator }));
        _room.Do(Timer(60));
        _room.Do(Timer(30) with { Clause = _room.Clauses[1] });
        _room.Now = Room.Start.AddHours(1);
        Assert.Equal((_room.Clauses[1], 30), (Held.Timer!.Clause, Held.Timer.Seconds));
        Assert.Equal("not-found", _room.Try(Timer(30) with { Clause = Identifier.New() }));
        _room.Do(new EndTimer { CommandId = Guid.NewGuid(), Actor = Room.Moderator });
        Assert.Null(Held.Timer);
    }

    [Fact]
    public void A_moderator_leads_to_a_passage_which_must_be_there()
    {
        var lead = new LeadTo { CommandId = Guid.NewGuid(), Actor = Room.Moderator, Clause = _room.Clauses[2], Quote = new TextQuoteSelector("again", Suffix: " and again and"), Position = new TextPositionSelector(0, 5) };
        _room.Do(lead with { Revision = 1 });
        var passage = _room.State.Header.Led!.Passage!;
        Assert.Equal(("again", new TextPositionSelector(0, 5)), (passage.Quote!.Exact, passage.Position));
        Assert.Equal(["quote-not-found", "position-out-of-range", "stale"], [
            _room.Try(lead with { Quote = new TextQuoteSelector("never"), Position = null }),
            _room.Try(lead with { Quote = null, Position = new TextPositionSelector(0, 5000) }),
            _room.Try(lead with { Revision = 7 })]);
        _room.Do(new LeadTo { CommandId = Guid.NewGuid(), Actor = Room.Moderator, Clause = _room.Clauses[2] });
        Assert.Null(_room.State.Header.Led!.Passage);
    }

    [Fact]
    public void A_title_is_a_line_of_its_own()
    {
        Assert.Equal(["text-too-long", "bad-characters"], [_room.Try(Open(new string('ы', 129))), _room.Try(Open("one\ntwo"))]);
        _room.Do(Open(" "));
        Assert.Null(Held.Open!.Title);
    }

    private static OpenSession Open(string? title = null) => new() { CommandId = Guid.NewGuid(), Actor = Room.Moderator, Title = title };

    private static LeadTo Lead(string clause) => new() { CommandId = Guid.NewGuid(), Actor = Room.Moderator, Clause = clause };

    private static CloseSession Close(params string[] attended) => new() { CommandId = Guid.NewGuid(), Actor = Room.Moderator, Attended = [.. attended] };

    private static SetAgenda Agenda(params AgendaItem[] items) => new() { CommandId = Guid.NewGuid(), Actor = Room.Moderator, Items = [.. items] };

    private static SetTimer Timer(int seconds) => new() { CommandId = Guid.NewGuid(), Actor = Room.Moderator, Seconds = seconds };
}
