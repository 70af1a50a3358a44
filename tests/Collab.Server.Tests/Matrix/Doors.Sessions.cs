using System.Text.Json.Nodes;
using static Collab.Server.Tests.Matrix.Traits;

namespace Collab.Server.Tests.Matrix;

/// <summary>The doors of a led session.</summary>
internal static partial class Doors
{
    private static IEnumerable<Door> Sessions() =>
    [
        .. Command("run-session", "OpenSession", $"POST {D}/session/open", Writing, cell => Body(cell)).Select(door => door with { Prepare = CloseAsync, Restore = CloseAsync }),
        .. Command("run-session", "CloseSession", $"POST {D}/session/close", None, cell => Body(cell)).Select(door => door with { Prepare = cell => OwnerAsync(cell, "session/open"), Restore = CloseAsync }),
        .. Command("run-session", "SetAgenda", $"POST {D}/agenda", Writing, cell => Body(cell, ("items", new JsonArray(new JsonObject { ["clause"] = cell.Clause, ["seconds"] = Seconds(cell) })))),
        .. Command("run-session", "SetScribe", $"POST {D}/scribe", None, cell => Body(cell, ("member", cell.World.Owner))).Select(door => door with { Restore = cell => OwnerAsync(cell, "scribe") }),
        .. Command("run-session", "SetTimer", $"POST {D}/timer", Writing, cell => Body(cell, ("seconds", 60))),
        .. Command("run-session", "EndTimer", $"POST {D}/timer/end", None, cell => Body(cell)).Select(door => door with { Prepare = cell => OwnerAsync(cell, "timer", ("seconds", 60)) }),
        .. Command("raise-hand", "RaiseHand", $"POST {D}/hand", Writing, cell => Body(cell, ("clause", cell.Clause)))
            .Zip(Command("raise-hand", "LowerHand", $"POST {D}/hand/lower", None, cell => Body(cell))).SelectMany(pair => new[] { pair.First, pair.Second }),
        .. Command("run-session", "GiveFloor", $"POST {D}/floor", None, cell => Body(cell, ("member", cell.World.Owner))).Select(door => door with { Prepare = cell => OwnerAsync(cell, "hand", ("clause", cell.Clause)) }),
        new("run-session", Way.Http, $"POST {D}/rehearsal", NotByToken),
        new("run-session", Way.Http, $"POST {D}/rehearsal/act"),
        .. Command("run-session", "EndFloor", $"POST {D}/floor/end", None, cell => Body(cell)).Select(door => door with { Prepare = SpeakAsync }),
    ];

    // Another for each cell: the same again would be refused as already so.
    private static int Seconds(Cell cell) => 5 + (Convert.ToInt32(cell.Word[1..5], 16) % 14_000);

    private static Task CloseAsync(Cell cell) => OwnerAsync(cell, "session/close");

    private static async Task SpeakAsync(Cell cell)
    {
        await OwnerAsync(cell, "hand", ("clause", cell.Clause));
        await OwnerAsync(cell, "floor", ("member", cell.World.Owner));
    }

    private static Task OwnerAsync(Cell cell, string what, params (string Name, JsonNode? Value)[] fields) =>
        cell.World.OwnerAsync(HttpMethod.Post, $"{cell.World.Path}/{what}", Body(cell, fields));
}
