using Collab.Domain.Importing;
using CsCheck;

namespace Collab.Domain.Tests.Importing;

/// <summary>A file that has more than one import takes comes in whole, import by import.</summary>
public sealed class ImportPartTests
{
    [Fact]
    public void Every_note_comes_once_in_few_imports_and_none_before_what_it_needs() => Gen.Select(Gen.Int[0, 60], Gen.Int[1, 12], Gen.Int[40, 400], Gen.Int[0, 1_000_000]).Sample((count, most, bytes, seed) =>
    {
        var random = new Random(seed);
        // Some have no place, some are in already; a note may answer one before it and stand under any other.
        var notes = Enumerable.Range(0, count).Select(i => new PlacedNote(i, new FileNote(new ImportedNote { Author = 0, Text = new string('x', random.Next(0, 40)) }, []))
        {
            Code = random.Next(8) == 0 ? "ambiguous" : null,
            IsHere = random.Next(8) == 0,
        }).ToList();
        var needs = Enumerable.Range(0, count).Select(i => (int[])[.. i > 0 && random.Next(2) == 0 ? [random.Next(i)] : Array.Empty<int>(), .. random.Next(4) == 0 ? [random.Next(count)] : Array.Empty<int>()]).ToList();
        var imports = 0;
        for (var rest = notes.Where(note => note is { Code: null, IsHere: false }).Select(note => note.Index).ToHashSet(); rest.Count > 0; imports++)
        {
            var now = ImportPart.Now(count, note => notes[note], note => needs[note], most, bytes);
            Assert.Subset(rest, now);
            var later = rest.Except(now).ToHashSet();
            Assert.InRange(now.Count, 1, most);
            Assert.True(now.Count == 1 || now.Sum(note => notes[note].From.Note.Text!.Length) <= bytes);
            Assert.True(later.Count == 0 || now.Count == most || now.Sum(note => notes[note].From.Note.Text!.Length) + 40 > bytes);
            Assert.All(now.SelectMany(note => needs[note].Select(need => (note, need))), pair => Assert.True(!later.Contains(pair.need) || Circles(needs, pair.need, pair.note), $"{pair}"));
            foreach (var note in now)
                notes[note] = notes[note] with { IsHere = true };
            rest = later;
        }
    }, iter: 2000);

    [Fact]
    public void What_cannot_come_now_is_not_looked_for()
    {
        var asked = new HashSet<int>();
        ImportPart.Now(10_000, note =>
        {
            asked.Add(note);
            return new PlacedNote(note, new FileNote(new ImportedNote { Author = 0 }, []));
        }, _ => []);
        Assert.Equal(2_001, asked.Count);
    }

    [Fact]
    public void Long_chains_are_no_matter()
    {
        const int Count = 20_000;
        var notes = Enumerable.Range(0, Count).Select(i => new PlacedNote(i, new FileNote(new ImportedNote { Author = 0 }, []))).ToList();
        Assert.Equal(Enumerable.Range(Count - 2_000, 2_000), ImportPart.Now(Count, note => notes[note], note => note + 1 < Count ? [note + 1] : []).Order());
    }

    private static bool Circles(List<int[]> needs, int from, int to)
    {
        var (seen, open) = (new HashSet<int> { from }, new Queue<int>([from]));
        while (open.TryDequeue(out var next))
        {
            if (next == to)
                return true;
            foreach (var need in needs[next].Where(seen.Add))
                open.Enqueue(need);
        }

        return false;
    }
}
