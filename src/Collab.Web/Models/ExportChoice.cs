namespace Collab.Web.Models;

/// <summary>A format or a scope that can be exported.</summary>
/// <param name="Id">What stands in the address ("markdown", "clause:…").</param>
/// <param name="Name">What it is called.</param>
/// <param name="Hint">What it is good for, in a few words.</param>
public sealed record ExportChoice(string Id, string Name, string? Hint);
