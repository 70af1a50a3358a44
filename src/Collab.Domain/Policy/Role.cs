namespace Collab.Domain.Policy;

/// <summary>The callers of <c>permissions.yaml</c>: the roles of a seminar, and those who have none.</summary>
public enum Role
{
    Anonymous,
    Outsider,
    Admin,
    Guest,
    Reader,
    Annotator,
    Moderator,
    Owner,
}
