namespace Collab.Server.Moderation;

/// <summary>Whose log an act stands in.</summary>
internal enum AuditLog
{
    Seminar,
    Document,
    Queue,
}
