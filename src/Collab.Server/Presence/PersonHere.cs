namespace Collab.Server.Presence;

/// <summary>A member who has the document open, and where they are in it.</summary>
/// <param name="Clause">The point that is read.</param>
/// <param name="Typing">The point at which the member writes.</param>
public sealed record PersonHere(string Id, string Name, string Role, string? Clause, SelectionHere? Selection, string? Typing)
{
    /// <summary>Always true.</summary>
    public bool Here => true;
}
