using Collab.Domain.Commands;

namespace Collab.Domain.Importing;

/// <summary>
/// What of a file comes in at once, where it has more than one import takes: the first notes that are not here yet, each with what it answers, stands
/// under or came in the place of. What is in by then is passed over, so that the same file sent again goes on where it stopped.
/// </summary>
public static class ImportPart
{
    /// <param name="count">Of the notes of the file, those that have no place too.</param>
    /// <param name="place">Where one goes, by its place in the file: asked only of those that may come.</param>
    /// <param name="needs">Which others have to be in before one, or come with it.</param>
    /// <param name="most">Notes.</param>
    /// <param name="mostBytes">Of their words together.</param>
    /// <returns>Those that come now. Of what was not asked for nobody knows yet whether it has a place.</returns>
    public static HashSet<int> Now(int count, Func<int, PlacedNote> place, Func<int, IEnumerable<int>> needs, int most = ImportNotes.Most, int mostBytes = ImportNotes.MostBytes)
    {
        var (now, seen, open) = (new HashSet<int>(), new HashSet<int>(), new Stack<int>());
        for (var first = 0; first < count; first++)
        {
            if (now.Contains(first) || !IsNew(place(first)))
                continue;
            open.Push(first);
            while (open.TryPeek(out var next))
            {
                // Those of a circle come as they stand in the file.
                if (seen.Add(next))
                {
                    foreach (var need in needs(next).Where(need => !seen.Contains(need) && IsNew(place(need))))
                        open.Push(need);
                    if (open.Peek() != next)
                        continue;
                }

                open.Pop();
                if (now.Contains(next))
                    continue;
                var bytes = NoteImport.Bytes(place(next).From.Note);
                // One that is too long for any import is refused by it.
                if (now.Count == most || (now.Count > 0 && bytes > mostBytes))
                    return now;
                mostBytes -= bytes;
                now.Add(next);
            }
        }

        return now;
    }

    private static bool IsNew(PlacedNote note) => note is { Code: null, IsHere: false };
}
