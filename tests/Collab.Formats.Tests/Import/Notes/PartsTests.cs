using System.Text;
using System.Text.Json;
using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Domain.Importing;
using Collab.Domain.Policy;
using Collab.Formats.Import.Notes;
using Collab.Formats.Tests.Export;

namespace Collab.Formats.Tests.Import.Notes;

/// <summary>What is between notes of a file outlives the borders of the imports that bring them.</summary>
public sealed class PartsTests
{
    [Fact]
    public void Merged_threads_relations_and_pins_in_their_order_come_over_the_border_of_two_imports()
    {
        var (count, last) = (ImportNotes.Most + 100, ImportNotes.Most + 99);
        var file = JsonSerializer.Serialize(new
        {
            format = "collab",
            version = 1,
            members = new[] { new { id = "x", name = "Ana" } },
            clauses = new[] { new { id = "one", label = "1", text = "Be kind." } },
            annotations = Enumerable.Range(0, count).Select(i => new { id = $"a{i}", creator = "x", mergedInto = i == 0 ? $"a{last}" : null, targets = new[] { new { clause = "one" } }, body = new { text = $"Words {i}" } }),
            pins = new object[] { new { annotation = $"a{last - 1}", clause = "one", by = "x" }, new { annotation = "a1", clause = "one", by = "x" }, new { annotation = $"a{last - 4}", clause = "one", by = "x", supersedes = $"a{last - 3}" } },
            relations = new[] { new { from = $"a{last - 2}", relation = "supports", to = "a2", by = "x" } },
        });
        var there = new DocumentBuilder("Elsewhere", DocumentMetadata.Empty, [new ClauseDraft("1", ClauseKind.Point, 0, "Be kind.")]);
        var owner = there.Join("Somebody", Role.Owner);
        var notes = NotesReader.Read(Encoding.UTF8.GetBytes(file));
        var left = new List<int>();
        for (var placing = Placed(); placing.Notes.Any(note => note is { Code: null, IsHere: false }); placing = Placed())
        {
            left.Add(placing.LeftOut.Sum(one => one.Count));
            Assert.All(placing.LeftOut, one => Assert.Equal("notes for the next import", one.What));
            var command = placing.Command(Guid.NewGuid(), owner, "", intended: false);
            Assert.InRange(command.Notes.Length, 1, ImportNotes.Most);
            there.Do(command);
        }

        Assert.Equal([100, 0], left);
        var found = there.State.Annotations.ToDictionary(note => note.Body!.Text!, note => note.Id);
        Assert.Equal(count, found.Count);
        Assert.Equal(found[$"Words {last}"], there.State.Find(found["Words 0"])!.MergedInto);
        Assert.Equal((found[$"Words {last - 2}"], found["Words 2"]), Assert.Single(there.State.Header.Relations) is var relation ? (relation.From, relation.To) : default);
        Assert.Equal([found[$"Words {last - 1}"], found["Words 1"], found[$"Words {last - 4}"]], there.State.Pins.Select(pin => pin.Annotation));

        Placing Placed() => new(notes, there.State, new Dictionary<int, string>());
    }
}
