namespace Collab.Web.Models;

/// <summary>A seminar in a list to choose from.</summary>
public sealed record SeminarChoice(string Id, string Title);
