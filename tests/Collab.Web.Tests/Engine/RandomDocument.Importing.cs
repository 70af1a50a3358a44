using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Domain.Importing;
using Collab.Domain.Relations;

namespace Collab.Web.Tests.Engine;

internal sealed partial class RandomDocument
{
    /// <summary>Notes of a file to which everything happened that can.</summary>
    private ImportNotes Import(string clause)
    {
        var then = new DateTimeOffset(2025, 3, 1, 12, 0, 0, TimeSpan.Zero);
        return new ImportNotes
        {
            CommandId = Guid.NewGuid(),
            Actor = Owner,
            Format = NotesFormat.Collab,
            Authors = ["Ana", "Name of moderator"],
            Override = true,
            Notes =
            [
                new ImportedNote { Author = 0, Created = then, Modified = then.AddDays(1), Version = 2, History = [new(then, "First.", [])], Text = "Second.", Targets = [Target(clause)], Reactions = [new("👍", [0, 1])], Resolved = true, ThreadReason = "settled", ThreadReasonBy = 1 },
                new ImportedNote { Author = 1, ReplyTo = 0, Text = "An answer.", State = random.Next(2) == 0 ? AnnotationState.Hidden : AnnotationState.Shown, Reason = "off topic", ReasonBy = 0 },
                new ImportedNote { Author = 1, Created = then, Modified = then.AddDays(2), Version = 3, Text = "Without its wordings.", MergedInto = random.Next(2) == 0 ? 0 : null },
                new ImportedNote { Author = 0, Created = then, Modified = then.AddDays(2), State = AnnotationState.Deleted, Targets = [Target(clause)], ThreadReason = "again" },
            ],
            Pins = [new ImportedPin(0, clause, 1, then, null)],
            Relations = [new ImportedRelation(0, RelationKind.Answers, 2, 1, then)],
        };
    }
}
