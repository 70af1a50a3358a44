using Collab.Server.Hosting;
using Microsoft.Extensions.Options;

namespace Collab.Server.Accounts;

/// <summary>Accounts that return: passkeys, sessions that are listed, links to return by and to move a seat, mail. Mail and the links that move a seat cannot be called yet.</summary>
internal static class AccountsModule
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<ServerOptions>, PasskeyDomainCheck>();
        services.AddSingleton<PasskeyDomain>();
        services.AddSingleton<Passkeys>();
    }

    public static void Map(WebApplication app)
    {
        SessionsApi.Map(app);
        ReturnLinksApi.Map(app);
        PasskeysApi.Map(app);
        SignInApi.Map(app);
        AccountPages.Map(app);
    }
}
