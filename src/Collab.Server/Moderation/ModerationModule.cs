namespace Collab.Server.Moderation;

/// <summary>Flags, approval, the queue, muting, and the record of what moderators did. Nothing of it can be called yet.</summary>
internal static class ModerationModule
{
    public static void Add(IServiceCollection services)
    {
    }

    public static void Map(WebApplication app)
    {
    }
}
