using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Domain.Events;
using Collab.Domain.Sessions;
using Collab.Domain.Tests.Support;

namespace Collab.Domain.Tests.Sessions;

/// <summary>What is left to be done when an hour is over.</summary>
public sealed class SessionReportTests
{
    private readonly Room _room = new();

    private SessionReport Report => SessionReport.Of(_room.State, _room.State.Header.Proceedings.Sessions[0]);

    [Fact]
    public void It_ended_where_was_led_last_within_it()
    {
        Lead(_room.Clauses[2]);
        _room.Do(new OpenSession { CommandId = Guid.NewGuid(), Actor = Room.Moderator });
        Assert.Null(Report.Point);
        Lead(_room.Clauses[1]);
        Assert.Equal(_room.Clauses[1], Report.Point?.Id);
        _room.Now = Room.Start.AddMinutes(50);
        _room.Do(new CloseSession { CommandId = Guid.NewGuid(), Actor = Room.Moderator });
        Assert.Equal(_room.Clauses[1], Report.Point?.Id);
        _room.Now = Room.Start.AddDays(7);
        Lead(_room.Clauses[2]);
        Assert.Null(Report.Point);
    }

    [Fact]
    public void A_question_is_open_until_it_is_settled_hidden_or_deleted_and_a_point_is_untouched_until_something_is_said_there()
    {
        _room.Do(new OpenSession { CommandId = Guid.NewGuid(), Actor = Room.Moderator });
        var points = Report.Untouched.Select(clause => clause.Id).ToList();
        Assert.NotEmpty(points);
        var asked = Enumerable.Range(0, 4).Select(_ => Ask()).ToList();
        Assert.Equal(points.Skip(1), Report.Untouched.Select(clause => clause.Id));
        _room.Do(new AddReply { CommandId = Guid.NewGuid(), Actor = Room.Other, Annotation = asked[0], Text = "An answer settles nothing." });
        _room.Do(new ResolveThread { CommandId = Guid.NewGuid(), Actor = Room.Moderator, Annotation = asked[1] });
        _room.Do(new HideAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Moderator, Annotation = asked[2] });
        _room.Do(new DeleteAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Annotator, Annotation = asked[3] });
        Assert.Equal(asked[0], Assert.Single(Report.Questions).Id);

        string Ask() => _room.Do(new AddAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Annotator, Targets = [new(points[0])], Text = "Why?", Motivation = Motivations.Questioning })[0].Data is AnnotationAdded added ? added.Annotation : "";
    }

    private void Lead(string clause) => _room.Do(new LeadTo { CommandId = Guid.NewGuid(), Actor = Room.Moderator, Clause = clause });
}
