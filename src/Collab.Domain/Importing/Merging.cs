using Collab.Domain.Clauses;

namespace Collab.Domain.Importing;

/// <summary>Which threads of a file stand under which others, as far as a room has such: by their places in the file.</summary>
internal static class Merging
{
    private const int Unknown = -1, Open = -2;

    /// <returns>For each note the one under which its thread stands. None for a reply and none under a reply, of those in a circle for one of them, and at most <see cref="ClauseDecider.MaxDepth"/> one under the other.</returns>
    public static int?[] Of(NotesFile file)
    {
        var into = file.Notes.Select(note => note.Note.MergedInto is { } other && !note.IsAnswer && !file.Notes[other].IsAnswer ? other : (int?)null).ToArray();
        var depths = new int[into.Length];
        Array.Fill(depths, Unknown);
        for (var first = 0; first < into.Length; first++)
        {
            var open = new Stack<int>();
            for (int? next = first; next is { } at && depths[at] == Unknown; next = into[at])
            {
                open.Push(at);
                depths[at] = Open;
                if (into[at] is { } other && depths[other] == Open)
                    into[at] = null;
            }

            // The one under which the others stand comes first.
            foreach (var at in open)
            {
                depths[at] = into[at] is { } other ? depths[other] + 1 : 0;
                if (depths[at] > ClauseDecider.MaxDepth)
                    (into[at], depths[at]) = (null, 0);
            }
        }

        return into;
    }
}
