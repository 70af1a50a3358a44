using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Testing.Checking;

namespace Collab.Cluster.Tests.Rivals;

/// <summary>A member who writes through one cluster without pause. The same member writes through the other one too, about the same notes.</summary>
/// <param name="notes">The member's newest notes: what both change.</param>
internal sealed class RivalWriter(Rival rival, string document, IReadOnlyList<string> clauses, string member, RivalWriter.Note?[] notes, History history, int seed)
{
    /// <summary>What may be refused: it is provoked here, or the other cluster's was first, of which this one may not even know the note.</summary>
    public static readonly string[] Provoked = ["empty-text", "stale", "already", "not-found"];

    private readonly Random _random = new(seed);
    private readonly string _name = $"{member} at {rival.Name}";
    private int _count;

    public int Answered { get; private set; }

    public async Task RunAsync(Func<bool> isOver)
    {
        while (!isOver())
            await WriteAsync();
    }

    private async Task WriteAsync()
    {
        var (id, place) = (Guid.NewGuid(), _random.Next(notes.Length));
        var note = notes[place];
        var command = Next(id, note);
        var operation = history.Invoke(id.ToString(), _name);
        try
        {
            var reply = await rival.ExecuteAsync(document, command);
            if (reply.Outcome is { } outcome)
            {
                operation.Answer(outcome.Seq);
                Answered++;
                notes[place] = command switch
                {
                    AddAnnotation => new Note(outcome.Id!, 1),
                    EditAnnotation => note! with { Version = note.Version + 1 },
                    _ => null,
                };
            }
            else if (reply.Code != "outcome-unknown")
            {
                operation.Refuse(reply.Code!);
            }
        }
        catch (Exception lost) when (lost is TimeoutException or Orleans.Runtime.OrleansException)
        {
            // As a node tells it: nobody knows.
        }
    }

    private Command Next(Guid id, Note? note)
    {
        var (choice, request) = (_random.Next(20), id.ToString());
        var text = $"Note {++_count} of {_name}: {new string('w', _random.Next(100))}";
        return note is null || choice < 14
            ? new AddAnnotation { CommandId = id, Actor = member, Request = request, Targets = [new TargetRequest(clauses[_random.Next(clauses.Count)])], Text = choice == 13 ? " " : text }
            : choice < 19
                ? new EditAnnotation { CommandId = id, Actor = member, Request = request, Annotation = note.Id, Version = note.Version, Text = text }
                : new DeleteAnnotation { CommandId = id, Actor = member, Request = request, Annotation = note.Id };
    }

    internal sealed record Note(string Id, int Version);
}
