using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Relations;
using Collab.Domain.Revisions;
using Collab.Domain.Rounds;
using Collab.Domain.Seminars;
using Collab.Domain.Sessions;
using CsCheck;

namespace Collab.Domain.Tests.Support;

/// <summary>Rooms in which people did whatever came to their minds. The same seed and a smaller length give the same beginning.</summary>
public static class Histories
{
    private static readonly string[] Members = [Room.Owner, Room.Moderator, Room.Annotator, Room.Other, Room.Reader, Room.Guest, Room.Outsider];
    private static readonly string[] Emojis = ["👍", "❤️", "👩‍👩‍👧"];

    /// <summary>Of up to 120 attempts, refused ones among them.</summary>
    public static readonly Gen<Room> Any = Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[1, 120], Of);

    public static Room Of(int seed, int length)
    {
        var random = new Random(seed);
        var room = new Room();
        for (var i = 0; i < length; i++)
            Step(room, random);
        return room;
    }

    public static DocumentState Fold(IEnumerable<LogEvent> events) => DocumentState.New("document", "epoch").Apply(events);

    /// <summary>Words with something in them that nobody else writes, and that JSON does not escape, so that it can be searched for.</summary>
    public static string Secret(Random random) => $"文😀 s3cret{random.Next()}x";

    /// <summary>What to search for.</summary>
    public static string Mark(string secret) => secret[secret.IndexOf("s3cret", StringComparison.Ordinal)..];

    private static void Step(Room room, Random random)
    {
        // Several things happen at one instant now and then.
        room.Now = room.Now.AddMilliseconds(random.Next(3) * 500);
        if (random.Next(12) == 0)
        {
            Membership(room, random);
            return;
        }

        if (random.Next(60) == 0)
        {
            room.Try(room.Edition(Room.Moderator, Pick(random, ["de", "ru", "he"])));
            return;
        }

        if (random.Next(60) == 0)
        {
            room.Try(room.Revision(Room.Owner, confirmed: true, Revised(room, random)) with { Reason = random.Next(2) == 0 ? null : $"because {Secret(random)}" });
            if (ReviewQueue.Of(room.State).FirstOrDefault() is { } left && random.Next(2) == 0)
                room.Try(new KeepNote { CommandId = Guid.NewGuid(), Actor = Room.Owner, Annotation = left.Id, Version = left.Version });
            return;
        }

        if (random.Next(50) == 0)
        {
            room.Try(Imports.Any(room, random));
            return;
        }

        // Most attempts are by those who may, else little would happen.
        var actor = random.Next(3) == 0 ? Pick(random, Members) : Pick(random, [Room.Owner, Room.Moderator, Room.Annotator, Room.Other]);
        room.Try(Next(room, random, actor));
        if (room.State.Header.Closed && random.Next(3) == 0)
            room.Try(new ReopenDocument { CommandId = Guid.NewGuid(), Actor = Room.Owner });
    }

    /// <summary>A point is reworded, taken out or put in.</summary>
    private static List<ClauseDraft> Revised(Room room, Random random)
    {
        var parts = room.Parts.ToList();
        var at = random.Next(parts.Count);
        switch (random.Next(4))
        {
            case 0:
                parts[at] = parts[at] with { Text = $"As amended, {parts[at].Text}" };
                break;
            case 1:
                parts[at] = parts[at] with { Text = $"{parts[at].Text} And so it is, again and again." };
                break;
            case 2 when parts.Count > 4:
                parts.RemoveAt(at);
                break;
            default:
                parts.Insert(at, new(null, ClauseKind.Paragraph, 0, $"Amendment {random.Next(1000)}: again, the meeting is to be told."));
                break;
        }

        return [.. parts.Select((part, i) => part with { Level = i == 0 ? 0 : Math.Min(part.Level, 1) })];
    }

    private static void Membership(Room room, Random random)
    {
        var member = Pick(random, Members[1..^1]);
        var seq = room.State.Header.SeminarSeq + 1;
        switch (random.Next(15))
        {
            case 0:
                room.Change(new MemberRemoved(member, seq), Room.Owner);
                break;
            case 1:
                room.Change(new MemberRoleChanged(member, Pick(random, [Role.Guest, Role.Annotator, Role.Moderator]), seq), Room.Owner);
                break;
            case 2:
                room.Join(member, Pick(random, [Role.Guest, Role.Annotator, Role.Moderator]), $"Joined {Secret(random)}");
                break;
            case 3:
                room.Erase(Pick(random, Members[..^1]), Room.Owner);
                break;
            case 4:
                var rules = random.Next();
                room.Change(new SettingsChanged(new SeminarSettings((NameRule)(rules % 3), rules % 2 == 0 ? null : 1 + (rules % 400), rules % 5 > 1), seq), Room.Owner);
                break;
            case 5:
                room.Change(new MemberRestored(member, seq), Room.Owner);
                break;
            case 6:
                room.Change(new MemberMuted(member, random.Next(8) == 0 ? null : room.Now.AddMilliseconds(500 + (random.Next(4) * 500)), seq), Room.Owner, reason: $"because {Secret(random)}");
                break;
            case 7:
                room.Change(new MemberUnmuted(member, seq), Room.Owner);
                break;
            case 8:
                room.Change(new MemberNotesHidden(member, seq), Room.Moderator, reason: random.Next(2) == 0 ? null : $"because {Secret(random)}");
                break;
            case 9:
                room.Change(new MemberNotesShown(member, seq), Room.Moderator);
                break;
            case 10:
                room.Change(new SeatMoved(member, $"person-{random.Next()}", seq), member);
                break;
            default:
                room.Change(new MemberRenamed(member, seq), member, $"Renamed {Secret(random)}");
                break;
        }
    }

    private static Command Next(Room room, Random random, string actor)
    {
        var id = Guid.NewGuid();
        // Where notes wait few are written: it does not last.
        if (room.State.Header.Approval)
            return new SetApproval { CommandId = id, Actor = Room.Owner, On = false };
        if (room.State.Header.Rounds.LastOrDefault() is { State: RoundState.Open } round)
            return random.Next(3) == 0 ? new CancelRound { CommandId = id, Actor = Room.Owner, Clause = round.Clause } : new RevealRound { CommandId = id, Actor = Room.Moderator, Clause = round.Clause };
        var notes = room.State.Annotations.OrderBy(a => a.Number).ToList();
        var clause = Pick(random, room.Clauses);
        var note = notes.Count == 0 || random.Next(5) == 0 ? null : Pick(random, notes);
        if (note is null)
        {
            return new AddAnnotation
            {
                CommandId = id,
                Actor = actor,
                Targets = Targets(room, random),
                Text = Secret(random),
                Tags = Tags(random),
                Motivation = random.Next(4) == 0 ? "questioning" : Motivations.Commenting,
                Pin = random.Next(4) == 0,
                IsNew = true,
                Override = random.Next(2) == 0,
                Said = random.Next(4) > 0 ? null : random.Next(2) == 0 ? new Said(Room.Reader) : new Said(Speaker: $"Guest {Secret(random)}"),
                Stance = random.Next(6) == 0 ? room.State.Header.Stances.Scale[0] : null,
            };
        }

        // Authors and those who began something come back to it more often than chance would have it.
        var author = random.Next(2) == 0 ? note.Creator : actor;
        return random.Next(35) switch
        {
            0 or 1 => new AddReply { CommandId = id, Actor = actor, Annotation = note.Id, Text = Secret(random), Tags = Tags(random), Override = true },
            2 or 3 or 4 => new EditAnnotation
            {
                CommandId = id,
                Actor = author,
                Annotation = note.Id,
                Version = note.Version,
                Override = true,
                Text = random.Next(3) == 0 ? null : Secret(random),
                Tags = random.Next(2) == 0 ? null : Tags(random),
                Targets = note.Thread is null && random.Next(3) == 0 ? Retarget(room, random, note) : null,
            },
            5 => new DeleteAnnotation { CommandId = id, Actor = author, Annotation = note.Id },
            6 or 7 or 8 => new HideAnnotation { CommandId = id, Actor = actor, Annotation = note.Id, Reason = random.Next(2) == 0 ? null : $"because {Secret(random)}" },
            9 or 10 => new ShowAnnotation { CommandId = id, Actor = actor, Annotation = (notes.Find(other => other.State == AnnotationState.Hidden && other.Number % 2 == note.Number % 2) ?? note).Id, Reason = note.Number % 2 == 0 ? null : "because" },
            11 => new ResolveThread { CommandId = id, Actor = author, Annotation = note.Thread ?? note.Id, Reason = note.Number % 2 == 0 ? null : "because" },
            12 => new ReopenThread { CommandId = id, Actor = author, Annotation = note.Thread ?? note.Id, Reason = note.Number % 2 == 0 ? null : "because" },
            13 or 14 => note.Reactions.Length > 0 && random.Next(2) == 0
                ? new React { CommandId = id, Actor = Pick(random, note.Reactions[0].Members), Annotation = note.Id, Emoji = note.Reactions[0].Emoji, On = false }
                : new React { CommandId = id, Actor = actor, Annotation = note.Id, Emoji = Pick(random, Emojis), On = true },
            15 or 16 or 17 => new PlacePin
            {
                CommandId = id,
                Actor = actor,
                Annotation = note.Id,
                Clause = note.Targets is [var first, ..] ? first.Clause : clause,
                Order = random.Next(3) == 0 ? null : random.Next(-1, 5),
                Supersedes = room.State.Pins.Any() && random.Next(2) == 0 ? Pick(random, room.State.Pins.ToList()).Annotation : null,
            },
            18 => new RemovePin { CommandId = id, Actor = actor, Annotation = note.Id, Clause = random.Next(2) == 0 ? null : clause },
            19 => room.State.Header.Locked.Count < 2 && random.Next(2) == 0
                ? new LockClause { CommandId = id, Actor = Room.Owner, Clause = clause, Reason = Secret(random) }
                : new UnlockClause { CommandId = id, Actor = Room.Owner, Clause = room.Clauses.FirstOrDefault(room.State.Header.Locked.Contains, clause) },
            20 when Array.Find([.. room.State.Header.Rounds], round => round.State == RoundState.Open) is { } blind => new CancelRound { CommandId = id, Actor = Room.Owner, Clause = blind.Clause },
            20 => random.Next(4) == 0 ? new CloseDocument { CommandId = id, Actor = actor } : new ReopenDocument { CommandId = id, Actor = actor },
            21 => new EditAnnotation { CommandId = id, Actor = actor, Annotation = note.Id, Version = note.Version, Override = true, Targets = Retarget(room, random, note) },
            22 or 23 or 24 => Stand(room, random, id, actor),
            25 or 26 or 27 or 28 => Lead(room, random, id, actor),
            30 when note.Number % 2 == 0 => new SetApproval { CommandId = id, Actor = actor, On = true },
            30 => new OpenRound { CommandId = id, Actor = Room.Owner, Clause = clause, Show = (RoundShow)random.Next(3) },
            31 or 32 => Between(room, random, id, actor, note, notes),
            33 => new MergeThread { CommandId = id, Actor = Room.Owner, Annotation = note.Thread ?? note.Id, Into = Pick(random, notes).Id },
            34 => new UnmergeThread { CommandId = id, Actor = Room.Owner, Annotation = (notes.Find(other => other.MergedInto is not null) ?? note).Id },
            29 when random.Next(2) == 0 => new SetSlowMode { CommandId = id, Actor = actor, Seconds = random.Next(3) },
            _ => new LeadTo { CommandId = id, Actor = actor, Clause = clause, Position = room.State.Header.ClauseOf(clause)!.Text.Length > 3 && random.Next(2) == 0 ? new TextPositionSelector(0, 3) : null },
        };
    }

    private static Command Between(Room room, Random random, Guid id, string actor, Annotation note, List<Annotation> notes)
    {
        if (room.State.Header.Relations is [.., var said] && random.Next(3) == 0)
            return new UnrelateNotes { CommandId = id, Actor = said.By, From = said.From, Relation = said.Kind, To = said.To };
        return new RelateNotes { CommandId = id, Actor = random.Next(2) == 0 ? actor : Room.Moderator, From = note.Id, Relation = (RelationKind)random.Next(3), To = Pick(random, notes).Id };
    }

    private static Command Lead(Room room, Random random, Guid id, string actor)
    {
        var held = room.State.Header.Proceedings;
        var clause = Pick(random, room.Clauses);
        return random.Next(13) switch
        {
            12 => new SetScribe { CommandId = id, Actor = Room.Owner, Member = random.Next(3) == 0 ? null : Room.Annotator },
            0 => held.Open is null ? new OpenSession { CommandId = id, Actor = Room.Moderator, Title = random.Next(2) == 0 ? null : "The hour", CarryOver = true } : new CloseSession { CommandId = id, Actor = Room.Owner, Attended = [.. Members.Take(random.Next(Members.Length))] },
            1 => new SetAgenda { CommandId = id, Actor = Room.Owner, Items = [.. room.Clauses.Take(random.Next(4)).Select(point => new AgendaItem(point, random.Next(2) == 0 ? null : 60 + random.Next(9)))] },
            2 => new SetTimer { CommandId = id, Actor = Room.Owner, Clause = random.Next(2) == 0 ? null : clause, Seconds = 5 + random.Next(60) },
            3 => new EndTimer { CommandId = id, Actor = Room.Owner },
            4 => new LowerHand { CommandId = id, Actor = Room.Owner, Member = held.Hands is [var hand, ..] ? hand.Member : null },
            5 or 6 => new GiveFloor { CommandId = id, Actor = Room.Owner, Member = held.Hands is [var hand, ..] ? hand.Member : actor },
            7 => new EndFloor { CommandId = id, Actor = Room.Owner },
            _ => new RaiseHand { CommandId = id, Actor = actor, Clause = clause },
        };
    }

    private static Command Stand(Room room, Random random, Guid id, string actor)
    {
        // Two points, so that stances are changed and taken back.
        var clause = room.Clauses[random.Next(2)];
        if (random.Next(5) == 0 && room.State.At(clause).StanceReasons.Values.OrderBy(reason => reason.Changed).FirstOrDefault() is { } about)
            return new HideStanceReason { CommandId = id, Actor = random.Next(3) == 0 ? actor : Room.Moderator, Clause = clause, Stance = about.Stance, On = !about.Hidden, Reason = random.Next(2) == 0 ? null : $"because {Secret(random)}" };
        return random.Next(12) switch
        {
            0 => new SetStances { CommandId = id, Actor = Room.Owner, Scale = random.Next(2) == 0 ? ["yes", "no"] : ["for", "against", "neither"], Anonymous = random.Next(3) > 0 },
            1 or 2 or 3 => new WithdrawStance { CommandId = id, Actor = room.State.At(clause).Stances is [var held, ..] ? held.Member : actor, Clause = clause },
            _ => new TakeStance { CommandId = id, Actor = actor, Clause = clause, Choice = Pick(random, room.State.Header.Stances.Scale), Reason = random.Next(3) == 0 ? null : $"because {Secret(random)}" },
        };
    }

    private static ImmutableArray<string> Tags(Random random) => [.. Enumerable.Range(0, random.Next(3)).Select(_ => $"tag {Secret(random)}")];

    private static ImmutableArray<TargetRequest> Targets(Room room, Random random) =>
        [.. Enumerable.Range(0, random.Next(3)).Select(_ => Target(room, random, Pick(random, room.Clauses)))];

    private static ImmutableArray<TargetRequest> Retarget(Room room, Random random, Annotation note) =>
        note.Home is { } home && random.Next(3) > 0 ? [Target(room, random, home)] : Targets(room, random);

    private static TargetRequest Target(Room room, Random random, string clause)
    {
        var edition = random.Next(3) == 0 ? room.State.Header.Editions.FirstOrDefault(edition => edition.Find(clause) is not null) : null;
        var length = CodePoints.Count((edition?.Find(clause) ?? room.State.Header.ClauseOf(clause)!).Text);
        // Some have not looked since the text was revised.
        var revision = edition is not null || random.Next(4) == 0 ? 1 : room.State.Header.Revision;
        if (length == 0 || random.Next(3) == 0)
            return new TargetRequest(clause, revision, Edition: edition?.Id);
        var start = random.Next(length);
        return new TargetRequest(clause, revision, Position: new TextPositionSelector(start, random.Next(start + 1, length + 1)), Edition: edition?.Id);
    }

    private static T Pick<T>(Random random, IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
