using Collab.Domain.Annotations;
using Collab.Server.Commands;
using Collab.Simulation.Tests.Scheduling;

namespace Collab.Simulation.Tests.Clients;

/// <summary>Makes up what a writer asks for next. Some of it is refused.</summary>
internal sealed class Requests(World world, Notebook notebook, string document, string writer)
{
    private int _count;
    private bool _closed;
    private string? _locked;
    private bool _blind;

    // What I wrote in blind rounds: the id, and the version that I last heard of.
    private readonly List<Note> _sealed = [];

    public (CommandRequest Request, Note? About) Next(Guid id)
    {
        var text = $"Note {++_count} of {writer}.";
        var own = Any(note => note.Writer == writer && !note.IsHidden);
        var any = Any(_ => true);
        var sealedNote = _sealed.Count > 0 && world.Chance(.1) ? world.Pick(_sealed) : null;
        var choice = world.Random.Next(100);
        if (writer == People.Owner && choice < 40 && Moderation(id, any, choice) is { } moderation)
            return (moderation, any);
        if (sealedNote is not null)
            return (choice < 50 ? new EditRequest { Document = document, CommandId = id, Annotation = sealedNote.Id, Version = sealedNote.Version, Body = new(text) } : new DeleteRequest { Document = document, CommandId = id, Annotation = sealedNote.Id }, sealedNote);
        return choice switch
        {
            < 50 => (Annotate(id, [AnyClause()], text), null),
            < 54 => (Annotate(id, [notebook.Clauses[0], notebook.Clauses[1]], text), null),
            < 57 => (Annotate(id, [], text), null),
            < 59 => (Annotate(id, [AnyClause()], " "), null),
            < 73 when any is not null => (new ReplyRequest { Document = document, CommandId = id, Annotation = any.Id, Body = new(text) }, any),
            < 86 when own is not null => (new EditRequest { Document = document, CommandId = id, Annotation = own.Id, Version = own.Version, Body = new(text) }, own),
            < 88 when own is not null => (new EditRequest { Document = document, CommandId = id, Annotation = own.Id, Version = own.Version, Targets = [new(AnyClause())] }, own),
            < 88 => (new RaiseHandRequest { Document = document, CommandId = id, Clause = AnyClause() }, null),
            < 89 => (new TakeStanceRequest { Document = document, CommandId = id, Clause = AnyClause(), Stance = "agree", Reason = text }, null),
            < 95 when any is not null => (new ReactRequest { Document = document, CommandId = id, Annotation = any.Id, Emoji = "👍", On = world.Chance(.8) }, any),
            < 98 when own is not null => (new DeleteRequest { Document = document, CommandId = id, Annotation = own.Id }, own),
            _ => (Annotate(id, [AnyClause()], text), null),
        };
    }

    /// <summary>What was done is known from now on.</summary>
    public void Learn(CommandRequest request, Note? about, string? madeId)
    {
        switch (request)
        {
            case AnnotateRequest when AnnotationId.IsSealed(madeId!):
                _sealed.Add(new Note(madeId!, writer));
                break;
            case AnnotateRequest or ReplyRequest:
                notebook.Add(madeId!, writer);
                break;
            case DeleteRequest when _sealed.Remove(about!):
                break;
            case EditRequest:
                about!.Version++;
                break;
            case DeleteRequest:
                notebook.Remove(about!);
                break;
            case HideRequest or UnhideRequest:
                about!.IsHidden = request is HideRequest;
                break;
            case CloseRequest or ReopenDocumentRequest:
                _closed = request is CloseRequest;
                break;
            case OpenRoundRequest or RevealRoundRequest or CancelRoundRequest:
                _blind = request is OpenRoundRequest;
                break;
            case LockRequest locking:
                _locked = locking.Clause;
                break;
            case UnlockRequest:
                _locked = null;
                break;
        }
    }

    /// <summary>Nobody knows whether it was done: what depends on it is not tried again.</summary>
    public void Forget(CommandRequest request, Note? about)
    {
        if (request is EditRequest or DeleteRequest && !_sealed.Remove(about!))
            notebook.Remove(about!);
        else if (request is OpenRoundRequest or RevealRoundRequest or CancelRoundRequest)
            _blind = !_blind;
        else if (request is CloseRequest)
            _closed = true;
        else if (request is LockRequest locking)
            _locked = locking.Clause;
    }

    private CommandRequest? Moderation(Guid id, Note? any, int choice) => choice switch
    {
        // What is closed or locked stays so for a moment only: else everybody else would be refused.
        _ when _closed => new ReopenDocumentRequest { Document = document, CommandId = id },
        < 12 when _locked is { } clause => new UnlockRequest { Document = document, CommandId = id, Clause = clause },
        < 2 => new CloseRequest { Document = document, CommandId = id },
        < 5 when _locked is null => new LockRequest { Document = document, CommandId = id, Clause = AnyClause() },
        < 12 when any is { IsHidden: false } => new HideRequest { Document = document, CommandId = id, Annotation = any.Id },
        < 17 when !_blind => new OpenRoundRequest { Document = document, CommandId = id, Clause = BlindClause, Show = "nothing" },
        < 15 => new RevealRoundRequest { Document = document, CommandId = id, Clause = BlindClause },
        < 17 => new CancelRoundRequest { Document = document, CommandId = id, Clause = BlindClause },
        < 25 when any is { IsHidden: true } => new UnhideRequest { Document = document, CommandId = id, Annotation = any.Id },
        < 32 when any is { IsHidden: false } => new PinRequest { Document = document, CommandId = id, Annotation = any.Id, Clause = HomeOf(any) },
        < 36 => Annotate(id, [AnyClause()], $"Commentary {_count}.") with { Pin = true, Override = true },
        < 37 => new SetTimerRequest { Document = document, CommandId = id, Clause = AnyClause(), Seconds = 60 },
        < 38 => new LeadRequest { Document = document, CommandId = id, Clause = AnyClause() },
        _ => null,
    };

    private AnnotateRequest Annotate(Guid id, string[] clauses, string text) =>
        new() { Document = document, CommandId = id, Targets = [.. clauses.Select(clause => new TargetRequest(clause))], Body = new(text) };

    private string HomeOf(Note note) => AnnotationId.HomeOf(note.Id) ?? notebook.Clauses[0];

    // At one point alone, so that elsewhere as much is written as ever.
    private string BlindClause => notebook.Clauses[^1];

    private string AnyClause() => world.Pick(notebook.Clauses);

    private Note? Any(Func<Note, bool> which)
    {
        // A few tries: looking through all would cost more than it brings.
        for (var i = 0; i < 4 && notebook.Notes.Count > 0; i++)
        {
            var note = world.Pick(notebook.Notes);
            if (which(note))
                return note;
        }

        return null;
    }
}
