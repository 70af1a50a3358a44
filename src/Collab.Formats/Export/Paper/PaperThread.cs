using System.Collections.Immutable;

namespace Collab.Formats.Export.Paper;

/// <summary>A thread that is printed.</summary>
/// <param name="Replies">Those of its replies that are printed.</param>
/// <param name="LeftOut">How many of its replies are not.</param>
internal sealed record PaperThread(ExportThread Thread, ImmutableArray<ExportNote> Replies, int LeftOut)
{
    /// <summary>Most replies of one thread: the first that can be read.</summary>
    public const int MostReplies = 5;

    /// <summary>Most characters of what is not pinned: longer notes are cut, and say so.</summary>
    public const int LongestNote = 900;

    // Its head and the space around it, in characters of its body.
    private const int Head = 120;

    public static PaperThread Of(ExportThread thread)
    {
        ImmutableArray<ExportNote> replies = [.. thread.Replies.Where(IsReadable).Take(MostReplies)];
        return new(thread, replies, thread.Replies.Count - replies.Length);
    }

    public ExportNote Note => Thread.Note;

    /// <summary>How many people speak in it, of those that can be read.</summary>
    public int Voices => Thread.Notes.Where(IsReadable).Select(note => note.Annotation.Said?.Member ?? note.SaidBy ?? note.Annotation.Creator).Distinct().Count();

    /// <summary>A question that nobody has settled.</summary>
    public bool IsOpenQuestion => IsQuestion(Note);

    /// <summary>How much room it takes, in characters.</summary>
    public int Length => Replies.Prepend(Note).Sum(note => Math.Min(note.Words?.Length ?? 0, LongestNote) + Head);

    /// <summary>Paper goes from hand to hand: what is hidden is not on it, whoever prints it.</summary>
    public static bool IsReadable(ExportNote note) => note.Annotation.State == Domain.Annotations.AnnotationState.Shown && !string.IsNullOrWhiteSpace(note.Words);

    public static bool IsQuestion(ExportNote note) => note.Annotation is { Motivation: Domain.Annotations.Motivations.Questioning, Resolved: false, Thread: null, MergedInto: null } && IsReadable(note);
}
