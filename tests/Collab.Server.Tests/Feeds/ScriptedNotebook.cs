using Collab.Contracts;
using Collab.Contracts.Documents;
using Collab.Contracts.Notebooks;
using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Clauses;
using Collab.Domain.Commands;
using Collab.Domain.Events;

namespace Collab.Server.Tests.Feeds;

/// <summary>A notebook's grain that has what a test writes, and counts what it was asked.</summary>
internal sealed class ScriptedNotebook : INotebookGrain
{
    private readonly Lock _gate = new();
    private readonly List<LogEvent> _events = [];
    private TaskCompletionSource _met = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _unreadable;
    private long _known;
    private NotebookState _state = new(Identifier.New(), 0, "", default, 0, ClauseState.Empty);

    /// <summary>Whether it still knows its observers.</summary>
    public bool Knows { get; set; }

    /// <summary>While set, nothing can be read; observers are taken.</summary>
    public Exception? Unreadable
    {
        get => _unreadable;
        set => (_met, _unreadable) = (new(TaskCreationOptions.RunContinuationsAsynchronously), value);
    }

    /// <summary>Done when somebody has met what it was set to last.</summary>
    public Task Met => _met.Task;

    /// <summary>While set, a renewal throws it: the grain is on a node of the version before.</summary>
    public Exception? CannotRenew { get; set; }

    public int Observations { get; private set; }

    public int Renewals { get; private set; }

    /// <summary>Writes a note, of which nobody is told.</summary>
    public void Write(string clause, string text)
    {
        lock (_gate)
        {
            var e = new LogEvent
            {
                Seq = _events.Count + 1,
                At = Story.Began,
                Actor = Story.Annotator,
                Clause = clause,
                Command = Guid.NewGuid(),
                Data = new AnnotationAdded(AnnotationId.NewPrivate(), _events.Count + 1, [new(clause, 1)], Motivations.Commenting),
                Words = new Words { Body = text, Tags = [] },
                Hash = new string('0', 64),
            };
            _events.Add(e);
            _state = _state with { Seq = e.Seq, Hash = e.Hash, Notes = _state.Notes.Apply(e) };
        }
    }

    public Task<NotebookState> OpenAsync()
    {
        lock (_gate)
        {
            _known = _state.Seq;
            return Task.FromResult(_state);
        }
    }

    public Task<NotebookState> ObserveAsync(IDocumentObserver observer)
    {
        Observations++;
        Knows = true;
        return OpenAsync();
    }

    public Task<bool> RenewAsync(IDocumentObserver observer)
    {
        Renewals++;
        if (CannotRenew is { } failure)
            return Task.FromException<bool>(failure);
        (var known, Knows) = (Knows, true);
        return Task.FromResult(known);
    }

    /// <summary>As the grain does, it shows no more than it knew when it was opened last: what was written since was written through another activation.</summary>
    public Task<IReadOnlyList<LogEvent>> ReadAsync(long after, int max, int maxBytes)
    {
        if (Unreadable is not null)
            _met.TrySetResult();
        lock (_gate)
            return Unreadable is { } failure ? Task.FromException<IReadOnlyList<LogEvent>>(failure) : Task.FromResult<IReadOnlyList<LogEvent>>([.. _events.Skip((int)after).Take(max).Where(e => e.Seq <= _known)]);
    }

    public Task<Reply> ExecuteAsync(Command command) => throw new NotSupportedException();

    public Task<Reply> EraseAsync(string actor) => throw new NotSupportedException();
}
