namespace Collab.Server.OpenIdConnect;

/// <summary>Signing in by an institution. Nothing of it can be called yet.</summary>
internal static class OpenIdConnectModule
{
    public static void Add(IServiceCollection services)
    {
    }

    public static void Map(WebApplication app)
    {
    }
}
