using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Domain.Importing;
using Collab.Domain.Relations;

namespace Collab.Domain.Tests.Support;

/// <summary>Files of notes to which everything happened that can.</summary>
public static class Imports
{
    private static readonly DateTimeOffset Then = new(2025, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static ImportNotes Any(Room room, Random random)
    {
        var notes = new List<ImportedNote>();
        for (var i = random.Next(1, 6); i > 0; i--)
            notes.Add(Note(room, random, notes));
        var roots = notes.Select((note, at) => (note, at)).Where(each => each.note.ReplyTo is null).Select(each => each.at).ToList();
        return new ImportNotes
        {
            CommandId = Guid.NewGuid(),
            Actor = Room.Owner,
            Format = NotesFormat.Collab,
            Authors = ["Ana", "Name of moderator"],
            Notes = [.. notes],
            Pins = [.. roots.Where(_ => random.Next(3) == 0).Select(at => new ImportedPin(at, room.Clauses[random.Next(4)], random.Next(2), random.Next(2) == 0 ? null : Then, null))],
            Relations = roots.Count < 2 ? [] : [new ImportedRelation(roots[0], RelationKind.Supports, roots[^1], 1, Then)],
            Override = random.Next(4) > 0,
        };
    }

    private static ImportedNote Note(Room room, Random random, List<ImportedNote> before)
    {
        var isReply = before.Count > 0 && random.Next(2) == 0;
        var state = random.Next(6) switch { 0 => AnnotationState.Hidden, 1 => AnnotationState.Deleted, _ => AnnotationState.Shown };
        ImmutableArray<ImportedWording> history = state != AnnotationState.Deleted && random.Next(3) == 0 ? [new ImportedWording(Then, Histories.Secret(random), [Histories.Secret(random)])] : [];
        return new ImportedNote
        {
            Author = random.Next(2),
            Source = random.Next(3) == 0 ? SourceName.Of(NotesFormat.Collab, $"{random.Next(4)}") : null,
            Created = random.Next(4) == 0 ? null : Then,
            Modified = history.IsEmpty ? null : Then.AddDays(1),
            Version = history.Length + 1,
            Targets = isReply ? [] : [.. Enumerable.Range(0, random.Next(3)).Select(_ => new TargetRequest(room.Clauses[random.Next(4)]))],
            ReplyTo = isReply ? random.Next(before.Count) : null,
            Text = state == AnnotationState.Deleted ? null : Histories.Secret(random),
            Tags = state == AnnotationState.Deleted ? [] : [Histories.Secret(random)],
            History = history,
            Reactions = random.Next(3) == 0 ? [new ImportedReaction("👍", [0, 1])] : [],
            State = state,
            Reason = random.Next(2) == 0 ? "because" : null,
            ReasonBy = 1,
            Resolved = !isReply && random.Next(4) == 0,
            ThreadReason = !isReply && random.Next(4) == 0 ? "settled" : null,
        };
    }
}
