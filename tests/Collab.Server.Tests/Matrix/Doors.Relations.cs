using System.Text.Json.Nodes;

namespace Collab.Server.Tests.Matrix;

/// <summary>The doors of what is between two notes. Of a hidden one there is nothing to say but for moderators: that is tested where it is decided.</summary>
internal static partial class Doors
{
    private static IEnumerable<Door> Relations() =>
    [
        .. Command("relate", "Relate", $"POST {N}/relate", Traits.Note | Traits.Writing, cell => Relation(cell)).Select(Between),
        .. Command("remove-relation", "Unrelate", $"POST {N}/unrelate", Traits.Note | Traits.Writing, cell => Relation(cell)).Select(Between).Select(door => door with { Before = RelateAsync }),
        .. Command("merge-threads", "Merge", $"POST {N}/merge", Traits.Note | Traits.Writing, cell => Body(cell, ("into", cell.Thing))).Select(Between),
        .. Command("merge-threads", "Unmerge", $"POST {N}/unmerge", Traits.Note | Traits.Writing, cell => Body(cell)).Select(Between).Select(door => door with { Before = MergeAsync }),
    ];

    private static Door Between(Door door) => door with { Before = OtherAsync, Only = [Condition.Open, Condition.Locked, Condition.Closed, Condition.Revoked, Condition.Token] };

    private static JsonObject Relation(Cell cell) => Body(cell, ("relation", "supports"), ("to", cell.Thing));

    private static async Task OtherAsync(Cell cell) =>
        cell.Thing = (string)(await cell.World.OwnerAsync(HttpMethod.Post, $"{cell.World.Path}/annotations", Note(cell)))!["id"]!;

    private static async Task RelateAsync(Cell cell)
    {
        await OtherAsync(cell);
        await cell.World.AuthorAsync(cell, "relate", Relation(cell));
    }

    private static async Task MergeAsync(Cell cell)
    {
        await OtherAsync(cell);
        await OwnerAsync(cell, $"annotations/{cell.Note}/merge", ("into", cell.Thing));
    }
}
