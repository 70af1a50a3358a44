namespace Collab.Server.Moderation;

/// <summary>Flags, approval, the queue, muting, and the record of what was done. Flags, approval and the queue cannot be called yet.</summary>
internal static class ModerationModule
{
    public static void Add(IServiceCollection services)
    {
    }

    public static void Map(WebApplication app)
    {
        AuditApi.Map(app);
        PeopleApi.Map(app);
    }
}
