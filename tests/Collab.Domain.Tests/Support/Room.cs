using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Clauses;
using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Revisions;

namespace Collab.Domain.Tests.Support;

/// <summary>A document that is written to: decides, numbers, seals and folds as the grains do, in one place and without them.</summary>
public sealed class Room
{
    public const string Owner = "owner", Moderator = "moderator", Annotator = "annotator", Other = "other", Reader = "reader", Guest = "guest", Outsider = "outsider";

    public static readonly DateTimeOffset Start = new(2026, 11, 23, 8, 30, 0, TimeSpan.Zero);

    private static readonly ClauseDraft[] Text =
    [
        new(null, ClauseKind.Preamble, 0, "The meeting, having heard the report, resolves:"),
        new("1", ClauseKind.Point, 0, "a😀b: the 👩‍👩‍👧 family reads é (e with U+0301) and é alike."),
        new("2", ClauseKind.Point, 0, "again and again and again"),
        new("2.1", ClauseKind.Point, 1, "שלום עולם، السلام عليكم"),
        new(null, ClauseKind.Heading, 0, ""),
    ];

    private readonly List<LogEvent> _events = [];
    private byte[] _hash;

    public Room()
    {
        State = DocumentState.New("document", "epoch");
        _hash = EventChain.Genesis(State.Header.Id);
        Clauses = [.. Text.Select(_ => Identifier.New())];
        var imported = new DocumentImported("seminar", "A resolution", DocumentMetadata.Empty.With("author", "Nobody").With("Ort", "Köln"), 1, new string('a', 64), Clauses);
        Append([new(null, imported)], Owner, Guid.NewGuid());
        foreach (var (member, role) in new[] { (Owner, Role.Owner), (Moderator, Role.Moderator), (Annotator, Role.Annotator), (Other, Role.Annotator), (Reader, Role.Reader), (Guest, Role.Guest) })
            Join(member, role, $"Name of {member}");
    }

    public DocumentState State { get; private set; }

    public ImmutableArray<string> Clauses { get; }

    public IReadOnlyList<LogEvent> Events => _events;

    /// <summary>As the log keeps them.</summary>
    public List<StoredEvent> Stored { get; } = [];

    public DateTimeOffset Now { get; set; } = Start;

    public void Join(string member, Role role, string name) =>
        Append([new(null, new MemberJoined(member, $"person-{member}", role, SeminarSeq: State.Header.SeminarSeq + 1), new Words { Name = name })], member, Guid.NewGuid());

    public void Change(ToldEventData change, string actor, string? name = null, string? reason = null) =>
        Append([new(null, change, name is null && reason is null ? null : new Words { Name = name, Reason = reason })], actor, Guid.NewGuid());

    /// <summary>The event comes first; then what it reaches has no words any more, here and in the log.</summary>
    public void Erase(string member, string actor)
    {
        var erased = new ContentErased(member, State.Header.SeminarSeq + 1);
        Change(erased, actor);
        for (var i = 0; i < _events.Count; i++)
        {
            if (!erased.Reaches(_events[i]))
                continue;
            _events[i] = erased.Erase(_events[i]);
            Stored[i] = Stored[i] with { Payload = null, Salt = null };
        }
    }

    /// <exception cref="RefusalException">The rules refuse the command.</exception>
    public ImmutableArray<Proposal> Decide(Command command) => command.Home is { } home && !ClauseDecider.ReachesBeyond(State.At(home), command)
        ? ClauseDecider.Decide(ClauseContext.Of(State.Header, home) with { Now = Now }, State.At(home), command)
        : DocumentDecider.Decide(State, command, Now);

    /// <summary>Decides and does; answers with the events.</summary>
    public IReadOnlyList<LogEvent> Do(Command command) => Append(Decide(command), command.Actor, command.CommandId);

    /// <summary>The refusal's code; empty where the command was done.</summary>
    public string Try(Command command)
    {
        try
        {
            Do(command);
            return "";
        }
        catch (RefusalException refusal)
        {
            return refusal.Code;
        }
    }

    public string Annotate(string actor, string? clause, string text = "a note", bool pin = false) =>
        ((AnnotationAdded)Do(new AddAnnotation { CommandId = Guid.NewGuid(), Actor = actor, Targets = clause is null ? [] : [new TargetRequest(clause)], Text = text, Pin = pin })[0].Data).Annotation;

    /// <summary>Another edition, of all clauses that have a text: each says that it is a translation.</summary>
    public AddEdition Edition(string actor, string language) => State.Header.Clauses.Where(clause => clause.Text.Length > 0).ToList() is var clauses ? new AddEdition
    {
        CommandId = Guid.NewGuid(),
        Actor = actor,
        Language = language,
        Title = $"Auf {language}",
        Text = new string('b', 64),
        Drafts = [.. clauses.Select(clause => new ClauseDraft(clause.Label, clause.Kind, clause.Level, $"Übersetzt 😀: {clause.Text}"))],
        ClauseIds = [.. clauses.Select(clause => clause.Id)],
    }
    : null!;

    /// <summary>The text as it is, as parts.</summary>
    public IEnumerable<ClauseDraft> Parts => State.Header.Clauses.Select(clause => new ClauseDraft(clause.Label, clause.Kind, clause.Level, clause.Text));

    /// <summary>Another revision, paired as it is proposed; where a person confirms it, all of that is sure.</summary>
    public ReviseText Revision(string actor, bool confirmed, params IEnumerable<ClauseDraft> parts) => new()
    {
        CommandId = Guid.NewGuid(),
        Actor = actor,
        Revision = State.Header.Revision,
        Text = new string('c', 64),
        Drafts = [.. parts],
        Pairs = [.. RevisionPreview.PairsOf(State.Header, State.Header.Revision, [.. parts], null, new HashSet<int>()).Select(pair => pair with { Sure = pair.Sure || confirmed })],
    };

    public string Reply(string actor, string annotation, string text = "an answer") =>
        ((ReplyAdded)Do(new AddReply { CommandId = Guid.NewGuid(), Actor = actor, Annotation = annotation, Text = text })[0].Data).Annotation;

    public Annotation Find(string annotation) => State.Find(annotation)!;

    public IReadOnlyList<LogEvent> Append(ImmutableArray<Proposal> proposals, string actor, Guid command)
    {
        var first = _events.Count;
        for (var i = 0; i < proposals.Length; i++)
        {
            var e = new LogEvent
            {
                Seq = _events.Count + 1,
                At = Now,
                Actor = actor,
                Clause = proposals[i].Clause,
                Command = command,
                Ordinal = i,
                Data = Numbered(proposals[i].Data),
                Words = proposals[i].Words,
            };
            var stored = EventCodec.Seal(State.Header.Id, _hash, e);
            _hash = stored.Hash.ToArray();
            Stored.Add(stored);
            e = EventCodec.Read(stored);
            if (e.Data is DocumentImported)
                e = EventCodec.WithText(e, EventCodec.WriteText(Text));
            if (proposals[i].Data is ITextEvent { Clauses.IsEmpty: false } bringing)
                e = EventCodec.WithText(e, EventCodec.WriteText([.. bringing.Clauses.Select(clause => new ClauseDraft(clause.Label, clause.Kind, clause.Level, clause.Text))]));
            _events.Add(e);
            State = State.Apply(e);
        }

        return _events.GetRange(first, _events.Count - first);
    }

    public override string ToString() => string.Join('\n', _events.Select(e => $"{e.Seq} {e.Actor} {e.Data}"));

    private EventData Numbered(EventData data) => data switch
    {
        AnnotationAdded added => added with { Number = State.Header.LastNumber + 1 },
        ReplyAdded reply => reply with { Number = State.Header.LastNumber + 1 },
        _ => data,
    };
}
