using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Relations;
using Collab.Domain.Revisions;
using Collab.Domain.Stances;

namespace Collab.Formats.Tests.Export;

/// <summary>Makes documents of events alone, with the same ids and times in every run.</summary>
internal sealed class DocumentBuilder
{
    private static readonly DateTimeOffset Begin = new(2026, 11, 23, 8, 30, 0, TimeSpan.Zero);
    private readonly Dictionary<string, int> numbers = [];
    private readonly List<LogEvent> log = [];
    private int ids;
    private int given;

    public DocumentBuilder(string title, DocumentMetadata metadata, params ClauseDraft[] drafts)
    {
        var clauses = TextRevision.Clauses(drafts, [.. drafts.Select(_ => Id())]);
        State = DocumentState.New(Id(), Id());
        Append("system", null, new DocumentImported(Id(), title, metadata, 1, new string('a', 64), [.. clauses.Select(c => c.Id)]) { Clauses = clauses });
    }

    public DocumentBuilder(params string[] points)
        : this("Resolution", DocumentMetadata.Empty, [.. points.Select((text, i) => new ClauseDraft($"{i + 1}", ClauseKind.Point, 0, text))])
    {
    }

    public DocumentState State { get; private set; }

    public IReadOnlyList<LogEvent> Log => log;

    public string Clause(int index) => State.Header.Clauses[index].Id;

    public Audience As(string member) => Audience.Of(State.Header.Members[member], State.Header.Settings);

    public string Join(string name, Role role = Role.Annotator)
    {
        var member = Id();
        Append(member, null, new MemberJoined(member, Id(), role), new Words { Name = name });
        return member;
    }

    /// <summary>A note on the passages that are quoted; an empty quote means the whole clause; none at all the document.</summary>
    public string Note(string member, string? body, params (int Clause, string Quote)[] passages) => Note(member, body, [], "commenting", passages);

    public string Note(string member, string? body, string[] tags, string motivation, params (int Clause, string Quote)[] passages)
    {
        var targets = passages.Select(p => Target(State.Header.Clauses[p.Clause], p.Quote)).ToImmutableArray();
        var home = targets.Select(t => t.Clause).Distinct().Count() == 1 ? targets[0].Clause : null;
        var id = $"{home ?? "d"}.{Id()}";
        Append(member, home, new AnnotationAdded(id, Number(id), [.. targets.Select(Place.Of)], motivation),
            new Words { Body = body, Tags = [.. tags], Quotes = [.. targets.Select(t => t.Quote)] });
        return id;
    }

    /// <summary>Another edition, with a text for each clause.</summary>
    public void Translate(string member, string language, string title, params string[] texts) =>
        Append(member, null, new EditionAdded(language, language, title, 1, new string('b', 64), [.. State.Header.Clauses.Select(c => c.Id)])
        {
            Clauses = [.. State.Header.Clauses.Select((clause, i) => clause with { Text = texts[i] })],
        });

    /// <summary>One note on words of the first edition and of another one.</summary>
    public void NoteOnBoth(string member, string body, int clause, string quote, string otherQuote, string edition)
    {
        var id = $"{Clause(clause)}.{Id()}";
        var other = Anchoring.Resolve(State.Header.Editions.Single(known => known.Id == edition).Find(Clause(clause))!.Text, new TargetRequest(Clause(clause), 1, new(otherQuote), Edition: edition), 1);
        Target[] targets = [Target(State.Header.Clauses[clause], quote), other];
        Append(member, Clause(clause), new AnnotationAdded(id, Number(id), [.. targets.Select(Place.Of)], "commenting"), new Words { Body = body, Quotes = [.. targets.Select(t => t.Quote)] });
    }

    public string Reply(string member, string parent, string body)
    {
        var home = AnnotationId.HomeOf(parent);
        var id = $"{home ?? "d"}.{Id()}";
        Append(member, home, new ReplyAdded(id, Number(id), parent, State.Find(parent)!.Thread ?? parent), new Words { Body = body });
        return id;
    }

    public void Edit(string member, string id, string body, params string[] tags) =>
        About(member, id, new AnnotationEdited(id, State.Find(id)!.Version + 1), new Words { Body = body, Tags = [.. tags] });

    /// <summary>A note as another program had it: with the first of its bodies for its text, and what the note cannot say.</summary>
    public void SayElsewhere(string member, string id, Foreign foreign) =>
        About(member, id, new AnnotationEdited(id, State.Find(id)!.Version + 1), new Words { Body = "one", Tags = [], Foreign = foreign });

    public void Delete(string member, string id)
    {
        About(member, id, new AnnotationDeleted(id));
        foreach (var pin in State.Pins.Where(pin => pin.Annotation == id).ToList())
            Append(member, pin.Clause, new PinRemoved(id, pin.Clause));
    }

    public void Hide(string member, string id, string? reason = null) => About(member, id, new AnnotationHidden(id), new Words { Reason = reason });

    public void Show(string member, string id) => About(member, id, new AnnotationShown(id));

    public void Resolve(string member, string id) => About(member, id, new ThreadResolved(id));

    public void Relate(string member, string from, RelationKind relation, string to) => Append(member, null, new RelationAdded(from, relation, to));

    public void Merge(string member, string id, string into) => About(member, id, new ThreadMerged(id, into));

    public void React(string member, string id, string emoji) => About(member, id, new ReactionAdded(id, emoji));

    public void Pin(string member, string id, int clause, int order = 100, string? supersedes = null) =>
        Append(member, Clause(clause), new PinPlaced(id, Clause(clause), order, supersedes));

    public void Lead(string member, int clause) => Append(member, null, new Led(Clause(clause)));

    public void Lock(string member, int clause) => Append(member, null, new ClauseLocked(Clause(clause)));

    public void Stance(string member, int clause, string choice, bool anonymous = false, string? reason = null) => Append(member, Clause(clause),
        new StanceTaken(State.At(Clause(clause)).StanceOf(member)?.Id ?? Id(), Clause(clause), anonymous, choice), new Words { Reason = reason });

    public void HideReason(string moderator, string stance, int clause) => Append(moderator, Clause(clause), new StanceReasonHidden(stance, Clause(clause)));

    public void AskWithoutNames(string member) => Append(member, null, new StancesSet(StanceRule.Default.Scale, true));

    public string Say(string scribe, int clause, string body, Said said, string? stance = null)
    {
        var id = $"{Clause(clause)}.{Id()}";
        Append(scribe, Clause(clause), new AnnotationAdded(id, Number(id), [new Place(Clause(clause), 1)], "commenting", said.Member, stance), new Words { Body = body, SaidBy = said.Speaker });
        return id;
    }

    public void Hold(string member, string title, int clause, params string[] attended)
    {
        var session = Id();
        Append(member, null, new SessionOpened(session), new Words { Title = title });
        Append(member, null, new AgendaSet([new(Clause(clause), 90)]));
        Append(member, null, new SessionClosed(session, [.. attended]));
    }

    /// <summary>Another text: what goes on as what is as it is proposed, and a person finds that right.</summary>
    public void Revise(string member, params ClauseDraft[] drafts)
    {
        var pairs = RevisionPreview.PairsOf(State.Header, State.Header.Revision, drafts, null, new HashSet<int>());
        Do(new ReviseText { CommandId = Guid.Empty, Actor = member, Revision = State.Header.Revision, Text = new string('c', 64), Drafts = [.. drafts], Pairs = [.. pairs.Select(pair => pair with { Sure = true })] });
    }

    public void Erase(string member) => Append(member, null, new ContentErased(member));

    /// <summary>Decides and does, as the document's grain does.</summary>
    /// <exception cref="RefusalException">The rules refuse the command.</exception>
    public void Do(Command command)
    {
        foreach (var (clause, data, words) in DocumentDecider.Decide(State, command))
        {
            Append(command.Actor, clause, data switch
            {
                AnnotationAdded added => added with { Number = Number(added.Annotation) },
                ReplyAdded reply => reply with { Number = Number(reply.Annotation) },
                _ => data,
            }, words);
        }
    }

    public int NumberOf(string id) => numbers[id];

    private Target Target(Clause clause, string quote) =>
        Anchoring.Resolve(clause.Text, new TargetRequest(clause.Id, null, quote.Length == 0 ? null : new TextQuoteSelector(quote)), State.Header.Revision);

    private void About(string member, string id, AnnotationEventData data, Words? words = null) => Append(member, AnnotationId.HomeOf(id), data, words);

    private void Append(string actor, string? clause, EventData data, Words? words = null)
    {
        var seq = State.Header.Seq + 1;
        var e = new LogEvent
        {
            Seq = seq,
            At = Begin.AddMinutes(seq),
            Actor = actor,
            Clause = clause,
            Command = Guid.Empty,
            Data = data,
            Words = words,
            Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seq.ToString(CultureInfo.InvariantCulture)))),
        };
        log.Add(e);
        State = State.Apply(e);
    }

    private int Number(string id) => numbers[id] = ++given;

    private string Id()
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes[12..], ++ids);
        return Identifier.Encode(bytes);
    }
}
