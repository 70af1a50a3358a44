namespace Collab.Server.Privacy;

/// <summary>What a seminar keeps, for how long, under which names, and what a person may take away. Nothing of it can be called yet.</summary>
internal static class PrivacyModule
{
    public static void Add(IServiceCollection services)
    {
    }

    public static void Map(WebApplication app)
    {
    }
}
