using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Clauses;
using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Relations;
using Collab.Domain.Rounds;
using Collab.Domain.Sessions;
using Collab.Domain.Views;

namespace Collab.Web.Tests.Engine;

/// <summary>A document that the domain's own deciders make from random commands, with every state on the way.</summary>
internal sealed partial class RandomDocument
{
    private const string Guest = "m.guest";

    public const string Owner = "m.owner", Moderator = "m.moderator", Author = "m.author", Reader = "m.reader";
    private static readonly string[] Everyone = [Owner, Moderator, Author, Reader];
    private static readonly string[] Emoji = ["👍", "❤️", "🤔"];
    private readonly Random random;
    private readonly bool told;
    private readonly string[] clauses = [.. Enumerable.Range(0, 3).Select(_ => Identifier.New())];
    private DateTimeOffset now = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    /// <param name="told">Whether the seminar tells of a guest who comes, goes and changes, and shows again what it hid together: what a live reader needs a snapshot for.</param>
    public RandomDocument(int seed, int commands, bool told = false)
    {
        this.told = told;
        random = new Random(seed);
        States.Add(DocumentState.New("doc", "epoch"));
        Append(null, new DocumentImported("sem", "A resolution", DocumentMetadata.Empty, 1, "text", [.. clauses])
        {
            Clauses = [.. clauses.Select((id, i) => new Clause { Id = id, Kind = ClauseKind.Point, Label = $"{i + 1}", Text = $"Point {i + 1} says 😀 something, and something else." })],
        });
        foreach (var (member, role) in Everyone.Zip([Role.Owner, Role.Moderator, Role.Annotator, Role.Annotator]))
            Append(null, new MemberJoined(member, "p" + member, role), new Words { Name = "Name of " + member });
        for (var i = 0; i < commands; i++)
            Step();
    }

    /// <summary>The state after each seq.</summary>
    public List<DocumentState> States { get; } = [];

    public List<LogEvent> Events { get; } = [];

    public DocumentState Head => States[^1];

    /// <summary>In the order of their numbers: ids are made anew, and a seed would not make the same document twice.</summary>
    private IEnumerable<Annotation> Notes => Head.Annotations.OrderBy(a => a.Number);

    /// <summary>The document at a seq, as it is shown when it stands at <paramref name="head"/>.</summary>
    public string Snapshot(int seq, string member, int? head = null)
    {
        var output = new ArrayBufferWriter<byte>();
        SnapshotWriter.Write(output, States[seq], States[head ?? seq], Of(member, seq));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>Each moment as the server shows it now: folded from a log whose erased words are gone, by the policy of now.</summary>
    public Dictionary<int, string> Moments(string member, IReadOnlySet<int> seqs)
    {
        var moments = new Dictionary<int, string>();
        var state = States[0];
        foreach (var e in Erased(Events.Count))
        {
            state = state.Apply(e);
            if (!seqs.Contains((int)e.Seq))
                continue;
            var output = new ArrayBufferWriter<byte>();
            SnapshotWriter.Write(output, state, Head, Of(member, Events.Count));
            moments.Add((int)e.Seq, Encoding.UTF8.GetString(output.WrittenSpan));
        }

        return moments;
    }

    /// <summary>The batch first..last as it is sent when the document stands at <paramref name="head"/>.</summary>
    public string Batch(int first, int last, int head, string member)
    {
        var output = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(output, WireJson.Options);
        json.WriteStartObject();
        json.WriteString("epoch", "epoch");
        json.WriteNumber("first", first);
        json.WriteNumber("last", last);
        json.WriteNumber("head", head);
        json.WriteStartArray("events");
        foreach (var e in Erased(head).Skip(first - 1).Take(last - first + 1))
            EventWriter.Write(json, e, States[head], e.Data is AnnotationEventData about ? States[head].Find(about.Annotation) : null, Of(member, head));
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private IEnumerable<LogEvent> Erased(int head)
    {
        var erasures = Events.Take(head).Where(e => e.Data is ContentErased).ToList();
        return Events.Select(e => erasures.Where(erasure => erasure.Seq > e.Seq).Aggregate(e, (left, erasure) => ((ContentErased)erasure.Data).Erase(left)));
    }

    private Audience Of(string member, int seq) => Audience.Of(States[seq].Header.Members[member], States[seq].Header.Settings);

    private void Step()
    {
        var actor = Pick(Everyone);
        var note = Notes.Select(a => a.Id).ToArray() is { Length: > 0 } all ? Pick(all) : null;
        string Other() => Pick(Notes.Select(a => a.Id).ToArray());
        var clause = Pick(clauses);
        var id = Guid.NewGuid();
        if (random.Next(25) == 0)
        {
            Append(null, new MemberRenamed(actor), new Words { Name = $"New name {random.Next(1000)}" });
            return;
        }

        if (told && random.Next(15) == 0)
        {
            TellOf(actor);
            return;
        }

        if (told && random.Next(15) == 0)
        {
            Do(Undoing(clause));
            return;
        }

        if (told && random.Next(60) == 0)
        {
            Revise();
            return;
        }

        if (random.Next(50) == 0)
        {
            Append(null, new ContentErased(actor));
            return;
        }

        if (random.Next(30) == 0)
        {
            Do(new AddEdition { CommandId = id, Actor = Moderator, Language = Pick(["de", "he"]), Title = "Übersetzt", Text = "text", Drafts = [.. clauses.Select((_, i) => new ClauseDraft($"{i + 1}", ClauseKind.Point, 0, $"Punkt {i + 1} sagt 😀 etwas, und noch etwas anderes."))], ClauseIds = [.. clauses] });
            return;
        }

        if (random.Next(30) == 0)
        {
            Do(Import(clause));
            return;
        }

        if (random.Next(40) == 0)
        {
            Append(null, new MemberNotesHidden(actor), random.Next(2) == 0 ? null : new Words { Reason = "a campaign" }, Moderator);
            return;
        }

        Command command = random.Next(note is null ? 1 : 29) switch
        {
            0 or 1 or 2 => new AddAnnotation { CommandId = id, Actor = actor, Targets = Targets(clause), Text = Text(), Tags = random.Next(2) == 0 ? ["tag"] : [], Pin = random.Next(6) == 0, IsNew = true, Motivation = random.Next(4) == 0 ? "questioning" : "commenting", Said = random.Next(3) > 0 ? null : random.Next(2) == 0 ? new Said(actor) : new Said(Speaker: "Kofi"), Stance = random.Next(5) == 0 ? Head.Header.Stances.Scale[0] : null },
            3 or 4 => new AddReply { CommandId = id, Actor = actor, Annotation = note!, Text = Text() },
            5 or 6 => new EditAnnotation { CommandId = id, Actor = Head.Find(note!)!.Creator, Annotation = note!, Version = Head.Find(note!)!.Version, Text = random.Next(3) == 0 ? null : Text(), Tags = random.Next(3) == 0 ? ["new"] : null, Targets = random.Next(3) == 0 ? Targets(clause) : null },
            17 => new EditAnnotation { CommandId = id, Actor = Moderator, Annotation = note!, Version = Head.Find(note!)!.Version, Targets = Targets(clause) },
            7 => new DeleteAnnotation { CommandId = id, Actor = Head.Find(note!)!.Creator, Annotation = note! },
            8 or 9 => new HideAnnotation { CommandId = id, Actor = Moderator, Annotation = note!, Reason = random.Next(2) == 0 ? "off topic" : null },
            10 or 11 => new ShowAnnotation { CommandId = id, Actor = Moderator, Annotation = note!, Reason = random.Next(2) == 0 ? "on topic" : null },
            12 => new PlacePin { CommandId = id, Actor = Moderator, Annotation = note!, Clause = Head.Find(note!)!.Targets is { Length: > 0 } t ? t[0].Clause : clause, Order = random.Next(4), Supersedes = random.Next(2) == 0 ? Head.Pins.FirstOrDefault()?.Annotation : null },
            13 => new RemovePin { CommandId = id, Actor = Moderator, Annotation = note! },
            14 => new ResolveThread { CommandId = id, Actor = Moderator, Annotation = note!, Reason = random.Next(2) == 0 ? "answered" : null },
            15 => new React { CommandId = id, Actor = actor, Annotation = note!, Emoji = Pick(Emoji), On = random.Next(3) > 0 },
            16 => random.Next(2) == 0 ? new LockClause { CommandId = id, Actor = Moderator, Clause = clause } : new UnlockClause { CommandId = id, Actor = Moderator, Clause = clause },
            22 or 23 or 24 or 25 => random.Next(10) switch
            {
                9 => new SetScribe { CommandId = id, Actor = Moderator, Member = random.Next(2) == 0 ? null : actor },
                0 => Head.Header.Proceedings.Open is null ? new OpenSession { CommandId = id, Actor = Moderator, Title = random.Next(2) == 0 ? "The hour" : null, CarryOver = true } : new CloseSession { CommandId = id, Actor = Moderator, Attended = [actor] },
                1 => new SetAgenda { CommandId = id, Actor = Moderator, Items = [.. clauses.Take(random.Next(3)).Select(point => new AgendaItem(point, random.Next(2) == 0 ? 60 : null))] },
                2 => new SetTimer { CommandId = id, Actor = Moderator, Seconds = random.Next(5, 99), Clause = random.Next(2) == 0 ? clause : null },
                3 => new EndTimer { CommandId = id, Actor = Moderator },
                4 => new LowerHand { CommandId = id, Actor = actor },
                5 => new GiveFloor { CommandId = id, Actor = Moderator, Member = actor },
                6 => new EndFloor { CommandId = id, Actor = Moderator },
                _ => new RaiseHand { CommandId = id, Actor = actor, Clause = clause },
            },
            26 => new MergeThread { CommandId = id, Actor = Moderator, Annotation = Head.Find(note!)!.Thread ?? note!, Into = Other() },
            27 => random.Next(3) == 0 ? new UnmergeThread { CommandId = id, Actor = Moderator, Annotation = Notes.FirstOrDefault(a => a.MergedInto is not null)?.Id ?? note! } : new RelateNotes { CommandId = id, Actor = Moderator, From = note!, Relation = (RelationKind)random.Next(3), To = Other() },
            28 => Head.Header.Relations is [var said, ..] && random.Next(4) == 0
                ? new UnrelateNotes { CommandId = id, Actor = Moderator, From = said.From, Relation = said.Kind, To = said.To }
                : new RelateNotes { CommandId = id, Actor = Moderator, From = note!, Relation = (RelationKind)random.Next(3), To = Other() },
            18 or 19 or 20 => random.Next(8) switch
            {
                0 => new SetStances { CommandId = id, Actor = Moderator, Scale = random.Next(2) == 0 ? ["yes", "no"] : ["for", "against"], Anonymous = random.Next(2) == 0 },
                2 when Head.Stances.FirstOrDefault() is { } held => new HideStanceReason { CommandId = id, Actor = Moderator, Clause = held.Clause, Stance = held.Id, Reason = random.Next(2) == 0 ? "rude" : null },
                1 => new WithdrawStance { CommandId = id, Actor = actor, Clause = clauses[0] },
                _ => new TakeStance { CommandId = id, Actor = actor, Clause = clauses[0], Choice = Head.Header.Stances.Scale[random.Next(2)], Reason = random.Next(2) == 0 ? Text() : null },
            },
            _ => random.Next(6) switch
            {
                5 => Round.OpenAt(Head.Header.Rounds, clause) is null
                    ? new OpenRound { CommandId = id, Actor = Moderator, Clause = clause, Show = (RoundShow)random.Next(3) }
                    : random.Next(2) == 0 ? new RevealRound { CommandId = id, Actor = Moderator, Clause = clause } : new CancelRound { CommandId = id, Actor = Moderator, Clause = clause },
                4 => new SetApproval { CommandId = id, Actor = Moderator, On = random.Next(3) == 0 },
                3 => new SetSlowMode { CommandId = id, Actor = Moderator, Seconds = random.Next(3) },
                0 => new LeadTo { CommandId = id, Actor = Moderator, Clause = clause, Position = random.Next(2) == 0 ? new TextPositionSelector(0, 5) : null },
                1 => Head.Header.Closed ? new ReopenDocument { CommandId = id, Actor = Moderator } : random.Next(4) == 0 ? new CloseDocument { CommandId = id, Actor = Moderator } : new LeadTo { CommandId = id, Actor = Owner, Clause = clause },
                _ => new ReopenThread { CommandId = id, Actor = Moderator, Annotation = note!, Reason = random.Next(2) == 0 ? "not quite" : null },
            },
        };
        Do(command);
    }

    private void Do(Command command)
    {
        try
        {
            var proposals = command.Home is { } home && !ClauseDecider.ReachesBeyond(Head.At(home), command)
                ? ClauseDecider.Decide(ClauseContext.Of(Head.Header, home), Head.At(home), command)
                : DocumentDecider.Decide(Head, command);
            foreach (var proposal in proposals)
                Append(proposal.Clause, proposal.Data, proposal.Words, command.Actor, command.CommandId);
        }
        catch (RefusalException)
        {
            // What the rules refuse happens not at all.
        }
    }

    /// <summary>What takes back, or moves, something that is there: seldom met by chance.</summary>
    private Command Undoing(string clause)
    {
        var id = Guid.NewGuid();
        var reacted = Notes.FirstOrDefault(a => a.State == AnnotationState.Shown && !a.Reactions.IsEmpty);
        var pins = Head.At(clause).Pins;
        var roots = Notes.Where(a => a is { State: AnnotationState.Shown, Thread: null, MergedInto: null } && Head.Pins.All(pin => pin.Annotation != a.Id)).Select(a => a.Id).ToArray();
        var merged = Notes.FirstOrDefault(a => a.MergedInto is not null);
        var hidden = Head.Stances.FirstOrDefault(stance => Head.Header.HiddenReasons.Contains(stance.Id));
        return random.Next(7) switch
        {
            4 when roots.Length > 1 => new MergeThread { CommandId = id, Actor = Moderator, Annotation = roots[0], Into = roots[1] },
            5 when merged is not null => new UnmergeThread { CommandId = id, Actor = Moderator, Annotation = merged.Id },
            6 when hidden is not null => new HideStanceReason { CommandId = id, Actor = Moderator, Clause = hidden.Clause, Stance = hidden.Id, On = false },
            0 when reacted is not null => new React { CommandId = id, Actor = reacted.Reactions[0].Members[0], Annotation = reacted.Id, Emoji = reacted.Reactions[0].Emoji, On = false },
            1 when pins.Length > 1 => new PlacePin { CommandId = id, Actor = Moderator, Annotation = pins[0].Annotation, Clause = clause, Order = 1 },
            2 => new CancelRound { CommandId = id, Actor = Moderator, Clause = clause },
            _ => new ReopenDocument { CommandId = id, Actor = Moderator },
        };
    }

    private void TellOf(string member)
    {
        var known = Head.Header.Members.GetValueOrDefault(Guest);
        EventData data = random.Next(8) switch
        {
            0 => new SettingsChanged(Head.Header.Settings with { RetentionDays = random.Next(30, 90) }),
            1 when known is { Removed: false } => new MemberRoleChanged(Guest, random.Next(2) == 0 ? Role.Reader : Role.Annotator),
            2 when known is { Removed: false } => new MemberRemoved(Guest),
            3 when known is { Removed: true } => new MemberRestored(Guest),
            1 or 2 or 3 => new MemberJoined(Guest, "pm.guest", Role.Guest),
            4 or 5 => new MemberNotesHidden(member),
            _ => new MemberNotesShown(member),
        };
        Append(null, data, data is MemberJoined ? new Words { Name = "A guest" } : data is MemberNotesHidden ? new Words { Reason = "another campaign" } : null, Moderator);
    }

    private void Append(string? clause, EventData data, Words? words = null, string actor = Owner, Guid? command = null)
    {
        now = now.AddSeconds(random.Next(1, 60));
        data = data switch
        {
            AnnotationAdded added => added with { Number = Head.Header.LastNumber + 1 },
            ReplyAdded reply => reply with { Number = Head.Header.LastNumber + 1 },
            _ => data,
        };
        var e = new LogEvent { Seq = Head.Header.Seq + 1, At = now, Actor = actor, Clause = clause, Command = command ?? Guid.NewGuid(), Data = data, Words = words, Hash = Guid.NewGuid().ToString("n") };
        Events.Add(e);
        States.Add(Head.Apply(e));
    }

    private ImmutableArray<TargetRequest> Targets(string clause) => random.Next(6) switch
    {
        0 => [],
        1 => [Target(clause), Target(Pick(clauses))],
        _ => [Target(clause)],
    };

    private TargetRequest Target(string clause) =>
        random.Next(3) == 0 ? new TargetRequest(clause) : new TargetRequest(clause, 1, Position: new TextPositionSelector(random.Next(10), 11 + random.Next(20)), Edition: Head.Header.Editions is [var edition, ..] && random.Next(3) == 0 ? edition.Id : null);

    private string Text() => $"Words *{random.Next(100_000)}* 😀";

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
