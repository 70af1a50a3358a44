namespace Collab.Web.Models;

/// <summary>A member of a seminar.</summary>
/// <param name="Id">The member's id in the seminar.</param>
/// <param name="Name">The display name.</param>
/// <param name="Role">owner, moderator, annotator, reader or guest.</param>
public sealed record MemberModel(string Id, string Name, string Role);
