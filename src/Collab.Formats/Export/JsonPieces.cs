using System.Text.Json;

namespace Collab.Formats.Export;

/// <summary>Passes JSON on in large pieces: a writer keeps all that it was given until it is told to.</summary>
internal static class JsonPieces
{
    private const int PieceBytes = 64 * 1024;

    /// <summary>Between two things of which there may be many: passes on what has come together if it is much.</summary>
    public static Task FlushPieceAsync(this Utf8JsonWriter json, CancellationToken cancellation) =>
        json.BytesPending > PieceBytes ? json.FlushAsync(cancellation) : Task.CompletedTask;
}
