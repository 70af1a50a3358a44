namespace Collab.Server.Moderation;

/// <summary>Flags, approval, the queue, muting, and the record of what was done. Of it only the record can be read yet.</summary>
internal static class ModerationModule
{
    public static void Add(IServiceCollection services)
    {
    }

    public static void Map(WebApplication app)
    {
        AuditApi.Map(app);
        AuditPages.Map(app);
    }
}
