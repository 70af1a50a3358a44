using System.Runtime.InteropServices;
using System.Text.Json;
using Collab.Domain;
using Collab.Server.Commands;

namespace Collab.Server.Presence;

/// <summary>A selection as a client tells it.</summary>
/// <param name="Clause">Null for the point that is read.</param>
public sealed record SelectionRequest(int Start, int End, string? Clause = null)
{
    /// <exception cref="RefusalException">See <see cref="StrictJson.Read{T}"/>; <c>bad-request</c> where it lies nowhere.</exception>
    public static SelectionHere? Read(JsonElement selection, string? clause) => selection.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined
        ? null
        : StrictJson.Read<SelectionRequest>(JsonMarshal.GetRawUtf8Value(selection)).At(clause);

    /// <exception cref="RefusalException"><c>bad-request</c>: neither says in which clause.</exception>
    public SelectionHere At(string? clause) =>
        new(Clause ?? clause ?? throw new RefusalException("bad-request", "Say in which clause the selection lies."), Start, End);
}
