using System.Collections.Immutable;
using Collab.Domain.Annotations;

namespace Collab.Formats.Export.Paper;

/// <summary>
/// What is printed of a discussion, and how much is not: all that is pinned; then the threads in which most people speak, of equals open questions
/// first, then the earliest, as many as fit. A pure function of the export.
/// </summary>
internal sealed class PaperEdition
{
    /// <summary>Room for what is not pinned, in characters: about three pages of small print.</summary>
    public const int Room = 11_000;

    /// <summary>Most lines of what was said aloud, and most open questions.</summary>
    public const int MostLines = 30;

    public required ExportDocument Document { get; init; }

    /// <summary>The threads that are printed, by the number of the note that begins each.</summary>
    public required ImmutableDictionary<int, PaperThread> Threads { get; init; }

    /// <summary>What was said aloud, in its order.</summary>
    public required ImmutableArray<ExportNote> Said { get; init; }

    public required int SaidLeftOut { get; init; }

    /// <summary>The questions that nobody has settled.</summary>
    public required ImmutableArray<ExportNote> Questions { get; init; }

    public required int QuestionsLeftOut { get; init; }

    public static PaperEdition Of(ExportDocument document)
    {
        var threads = document.Clauses.SelectMany(clause => clause.Threads).Concat(document.Whole).Where(thread => thread.At is null).ToList();
        var chosen = ImmutableDictionary.CreateBuilder<int, PaperThread>();
        foreach (var thread in threads.Where(thread => !thread.Note.Pins.IsEmpty))
            chosen[thread.Note.Number] = PaperThread.Of(thread);
        // What was said aloud and answered by nobody stands with its like.
        var others = threads.Where(thread => thread.Note.Pins.IsEmpty && (thread.Note.SaidBy is null || thread.Replies.Any(PaperThread.IsReadable)))
            .Select(PaperThread.Of).Where(thread => thread.Voices > 0);
        var room = Room;
        foreach (var thread in others.OrderByDescending(thread => thread.Voices).ThenByDescending(thread => thread.IsOpenQuestion).ThenBy(thread => thread.Note.Number))
        {
            if (thread.Length > room)
                continue;
            room -= thread.Length;
            chosen[thread.Note.Number] = thread;
        }

        var said = document.Notes.Where(note => note.SaidBy is not null && PaperThread.IsReadable(note)).ToList();
        var questions = document.Notes.Where(PaperThread.IsQuestion).ToList();
        ImmutableHashSet<int> inThreads = [.. chosen.Values.SelectMany(thread => thread.Replies.Prepend(thread.Note)).Select(note => note.Number)];
        return new PaperEdition
        {
            Document = document,
            Threads = chosen.ToImmutable(),
            InThreads = inThreads,
            Printed = inThreads.Union(said.Take(MostLines).Concat(questions.Take(MostLines)).Select(note => note.Number)),
            Said = [.. said.Take(MostLines)],
            SaidLeftOut = Math.Max(0, said.Count - MostLines),
            Questions = [.. questions.Take(MostLines)],
            QuestionsLeftOut = Math.Max(0, questions.Count - MostLines),
        };
    }

    /// <summary>The numbers of the notes that stand among the threads.</summary>
    public required ImmutableHashSet<int> InThreads { get; init; }

    /// <summary>The numbers of all notes and replies that are printed, each once.</summary>
    public required ImmutableHashSet<int> Printed { get; init; }

    /// <summary>How many notes and replies of a place are printed nowhere.</summary>
    public int LeftOut(IEnumerable<ExportThread> threads) => threads.SelectMany(thread => thread.Notes).Count(note => !Printed.Contains(note.Number));

    /// <summary>How many notes and replies are in a state.</summary>
    public int Count(AnnotationState state) => Document.Notes.Count(note => note.Annotation.State == state);
}
