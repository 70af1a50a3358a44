using System.Text.Json.Nodes;

namespace Collab.Testing.Checking;

/// <summary>A snapshot that a reader took because it was told to.</summary>
/// <param name="After">How many batches it had received before.</param>
public sealed record TakenSnapshot(int After, string Epoch, long Seq, string Hash)
{
    /// <summary>A snapshot as the wire shows it.</summary>
    public static TakenSnapshot Of(JsonObject snapshot) => new(0, (string)snapshot["epoch"]!, (long)snapshot["seq"]!, (string)snapshot["hash"]!);
}
