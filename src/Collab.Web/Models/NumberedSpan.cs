namespace Collab.Web.Models;

/// <summary>A passage in Unicode code points, end exclusive, and the note that it belongs to.</summary>
public readonly record struct NumberedSpan(int Start, int End, NoteReference Note)
{
    /// <summary>The passage of a note that all see.</summary>
    public NumberedSpan(int start, int end, int number)
        : this(start, end, new NoteReference(number))
    {
    }
}
