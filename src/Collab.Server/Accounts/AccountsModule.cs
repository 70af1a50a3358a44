namespace Collab.Server.Accounts;

/// <summary>Accounts that return: passkeys, sessions that are listed, links to return by and to move a seat, mail. Of it the sessions and the links to return by can be called yet.</summary>
internal static class AccountsModule
{
    public static void Add(IServiceCollection services)
    {
    }

    public static void Map(WebApplication app)
    {
        SessionsApi.Map(app);
        ReturnLinksApi.Map(app);
    }
}
