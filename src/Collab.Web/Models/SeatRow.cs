namespace Collab.Web.Models;

/// <summary>A seat of one's own.</summary>
/// <param name="Seminar">The id of the seminar.</param>
/// <param name="Title">Its title.</param>
/// <param name="Role">One's role there.</param>
/// <param name="Name">One's name there.</param>
public sealed record SeatRow(string Seminar, string Title, string Role, string Name);
