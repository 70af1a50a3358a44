namespace Collab.Web.Models;

/// <summary>Something that can be cited.</summary>
/// <param name="Id">Of its fields on the page.</param>
/// <param name="Name">What it is.</param>
/// <param name="Line">The line to cite it by; English, and it ends with the address.</param>
/// <param name="Address">The address that stays.</param>
public sealed record CiteRow(string Id, string Name, string Line, string Address);
