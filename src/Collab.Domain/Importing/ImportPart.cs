using Collab.Domain.Commands;

namespace Collab.Domain.Importing;

/// <summary>
/// What of a file comes in at once, where it has more than one import takes: the first notes that are not here yet, each with what it answers, stands
/// under or came in the place of. What is in by then is passed over, so that the same file sent again goes on where it stopped.
/// </summary>
public static class ImportPart
{
    /// <param name="notes">All of the file, those that have no place too.</param>
    /// <param name="needs">Which others have to be in before one, or come with it.</param>
    /// <param name="most">Notes.</param>
    /// <param name="mostBytes">Of their words together.</param>
    /// <returns>The places of those that have one and do not come now.</returns>
    public static HashSet<int> Later(IReadOnlyList<PlacedNote> notes, Func<int, IEnumerable<int>> needs, int most = ImportNotes.Most, int mostBytes = ImportNotes.MostBytes)
    {
        var later = notes.Where(IsNew).Select(note => note.Index).ToHashSet();
        var (seen, open, count) = (new HashSet<int>(), new Stack<int>(), 0);
        foreach (var first in notes.Where(IsNew))
        {
            open.Push(first.Index);
            while (open.TryPeek(out var next))
            {
                // Those of a circle come as they stand in the file.
                if (seen.Add(next))
                {
                    foreach (var need in needs(next).Where(need => later.Contains(need) && !seen.Contains(need)))
                        open.Push(need);
                    if (open.Peek() != next)
                        continue;
                }

                open.Pop();
                if (!later.Contains(next))
                    continue;
                var bytes = NoteImport.Bytes(notes[next].From.Note);
                // One that is too long for any import is refused by it.
                if (count == most || (count > 0 && bytes > mostBytes))
                    return later;
                (count, mostBytes) = (count + 1, mostBytes - bytes);
                later.Remove(next);
            }
        }

        return later;
    }

    private static bool IsNew(PlacedNote note) => note is { Code: null, IsHere: false };
}
