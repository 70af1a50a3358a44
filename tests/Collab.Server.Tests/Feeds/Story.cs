using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Policy;

namespace Collab.Server.Tests.Feeds;

/// <summary>A document of two points, told event by event.</summary>
internal sealed class Story
{
    public static readonly DateTimeOffset Began = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    private readonly List<LogEvent> _events = [];

    public Story()
    {
        ImmutableArray<Clause> clauses = [.. Clauses.Select((id, i) => new Clause { Id = id, Label = $"{i + 1}", Kind = ClauseKind.Point, Text = $"Point {i + 1} of the minutes." })];
        Tell(Owner, null, new DocumentImported("seminar", "Minutes", DocumentMetadata.Empty, 1, "text", [.. Clauses]) { Clauses = clauses });
        Join(Owner, Role.Owner, "Ada");
        Join(Annotator, Role.Annotator, "Kofi");
        Join(Other, Role.Annotator, "Mei");
    }

    public const string Owner = "ada", Annotator = "kofi", Other = "mei";

    public string Document { get; } = Domain.Identifier.New();

    public string Epoch { get; init; } = Domain.Identifier.New();

    public string[] Clauses { get; } = [Domain.Identifier.New(), Domain.Identifier.New()];

    public IReadOnlyList<LogEvent> Events => _events;

    public long Head => _events.Count;

    /// <summary>The person behind a member.</summary>
    public static string PersonOf(string member) => "person-" + member;

    public DocumentState StateAt(long seq) => DocumentState.New(Document, Epoch).Apply(_events.Take((int)seq));

    public LogEvent Join(string member, Role role, string name) =>
        Tell(member, null, new MemberJoined(member, PersonOf(member), role), new Words { Name = name });

    public LogEvent Remove(string member) => Tell(Owner, null, new MemberRemoved(member));

    public string Note(string by, string body, int clause = 0)
    {
        var id = AnnotationId.New(Clauses[clause]);
        Tell(by, Clauses[clause], new AnnotationAdded(id, _events.Count, [new(Clauses[clause], 1)], Motivations.Commenting), new Words { Body = body, Tags = [] });
        return id;
    }

    public LogEvent Hide(string annotation) => Tell(Owner, AnnotationId.HomeOf(annotation), new AnnotationHidden(annotation), new Words { Reason = "off topic" });

    public LogEvent Show(string annotation) => Tell(Owner, AnnotationId.HomeOf(annotation), new AnnotationShown(annotation));

    public LogEvent Tell(string actor, string? clause, EventData data, Words? words = null)
    {
        var e = new LogEvent { Seq = _events.Count + 1, At = Began.AddSeconds(_events.Count), Actor = actor, Clause = clause, Command = Guid.NewGuid(), Data = data, Words = words, Hash = new string('0', 64) };
        _events.Add(e);
        return e;
    }
}
