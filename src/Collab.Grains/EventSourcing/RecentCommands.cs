using Collab.Contracts;
using Collab.Domain;
using Collab.Domain.Events;
using Collab.Domain.Planting;
using Collab.Storage;

namespace Collab.Grains.EventSourcing;

/// <summary>The answers to the last commands, so that most retries cost no look into the log. The log's unique key is what guarantees; this is its short memory.</summary>
public sealed class RecentCommands
{
    private const int Capacity = 4096;

    private readonly Dictionary<CommandKey, (string Request, Reply Reply)> _answers = [];
    private readonly Queue<CommandKey> _order = new();

    public void Add(CommandKey command, string request, Reply reply)
    {
        if (!_answers.TryAdd(command, (request, reply)))
            return;
        _order.Enqueue(command);
        if (_order.Count > Capacity && !Planted.Is(Defect.AnswersKeptForEver))
            _answers.Remove(_order.Dequeue());
    }

    public Reply? Find(CommandKey command, string request) =>
        _answers.TryGetValue(command, out var known) ? Same(known.Request, request, known.Reply) : null;

    /// <summary>The answer that a command's events stand for.</summary>
    public static Reply Answer(IReadOnlyList<LogEvent> events)
    {
        var (id, number) = events[0].Data switch
        {
            AnnotationAdded added => (added.Annotation, (int?)added.Number),
            ReplyAdded reply => (reply.Annotation, reply.Number),
            MemberJoined joined => (joined.Member, null),
            NoteApproved approved => (approved.Published, approved.Number),
            InviteCreated invite => (invite.Invite, null),
            _ => ((string?)null, (int?)null),
        };
        return new Reply(new Domain.Commands.CommandOutcome(events[^1].Data is NoteApproved { At: var at } ? at : events[^1].Seq, id, number));
    }

    /// <summary>The earlier answer, or <c>command-reused</c> where the content differs. Content that was erased cannot be compared: it gets its old answer.</summary>
    public static Reply Same(string? earlier, string request, Reply reply) =>
        string.IsNullOrEmpty(earlier) || earlier == request || Planted.Is(Defect.ReusedIdAccepted)
            ? reply
            : Reply.Refused(new RefusalException("command-reused", "This commandId was used for something else. Make a new one for every command."));
}
