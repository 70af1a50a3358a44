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
        var chosen = Chosen(document);
        var (states, said, questions) = (new Dictionary<AnnotationState, int>(), new FirstOf(MostLines), new FirstOf(MostLines));
        foreach (var note in document.Notes)
        {
            states[note.Annotation.State] = states.GetValueOrDefault(note.Annotation.State) + 1;
            if (note.SaidBy is not null && PaperThread.IsReadable(note))
                said.Add(note);
            if (PaperThread.IsQuestion(note))
                questions.Add(note);
        }

        ImmutableHashSet<int> inThreads = [.. chosen.Values.SelectMany(thread => thread.Replies.Prepend(thread.Note)).Select(note => note.Number)];
        return new PaperEdition
        {
            Document = document,
            Threads = chosen,
            InThreads = inThreads,
            Printed = inThreads.Union(said.Notes.Concat(questions.Notes).Select(note => note.Number)),
            Said = [.. said.Notes],
            SaidLeftOut = said.LeftOut,
            Questions = [.. questions.Notes],
            QuestionsLeftOut = questions.LeftOut,
            States = states,
        };
    }

    /// <summary>The numbers of the notes that stand among the threads.</summary>
    public required ImmutableHashSet<int> InThreads { get; init; }

    /// <summary>The numbers of all notes and replies that are printed, each once.</summary>
    public required ImmutableHashSet<int> Printed { get; init; }

    /// <summary>How many notes and replies of a place are printed nowhere.</summary>
    public int LeftOut(IEnumerable<ExportThread> threads) => threads.SelectMany(thread => thread.Notes).Count(note => !Printed.Contains(note.Number));

    /// <summary>How many notes and replies are in a state.</summary>
    public int Count(AnnotationState state) => States.GetValueOrDefault(state);

    /// <summary>How many notes and replies are in each state that occurs.</summary>
    public required IReadOnlyDictionary<AnnotationState, int> States { get; init; }

    private static IEnumerable<ExportThread> InFull(ExportDocument document) => document.Clauses.SelectMany(clause => clause.Threads).Concat(document.Whole).Where(thread => thread.At is null);

    /// <summary>Goes through all threads twice and holds those that are printed: of the others how they compare.</summary>
    private static ImmutableDictionary<int, PaperThread> Chosen(ExportDocument document)
    {
        var (chosen, others) = (ImmutableDictionary.CreateBuilder<int, PaperThread>(), new List<(int Number, int Voices, bool IsOpenQuestion, int Length)>());
        foreach (var thread in InFull(document))
        {
            var printed = PaperThread.Of(thread);
            if (!thread.Note.Pins.IsEmpty)
                chosen[thread.Number] = printed;
            // What was said aloud and answered by nobody stands with its like.
            else if ((thread.Note.SaidBy is null || thread.Replies.Any(PaperThread.IsReadable)) && printed.Voices is > 0 and var voices)
                others.Add((thread.Number, voices, printed.IsOpenQuestion, printed.Length));
        }

        var (room, fitting) = (Room, new HashSet<int>());
        foreach (var thread in others.OrderByDescending(thread => thread.Voices).ThenByDescending(thread => thread.IsOpenQuestion).ThenBy(thread => thread.Number).TakeWhile(_ => room > 0))
        {
            if (thread.Length > room)
                continue;
            room -= thread.Length;
            fitting.Add(thread.Number);
        }

        foreach (var thread in InFull(document).Where(thread => fitting.Contains(thread.Number)))
            chosen[thread.Number] = PaperThread.Of(thread);
        return chosen.ToImmutable();
    }

    /// <summary>The first so many, and how many more there are.</summary>
    private sealed class FirstOf(int most)
    {
        public List<ExportNote> Notes { get; } = [];

        public int LeftOut { get; private set; }

        public void Add(ExportNote note)
        {
            if (Notes.Count < most)
                Notes.Add(note);
            else
                LeftOut++;
        }
    }
}
