namespace Collab.Server.Accounts;

/// <summary>Accounts that return: passkeys, sessions that are listed, links to return by and to move a seat, mail. Of it only the sessions can be called yet.</summary>
internal static class AccountsModule
{
    public static void Add(IServiceCollection services)
    {
    }

    public static void Map(WebApplication app) => SessionsApi.Map(app);
}
