using Collab.Server.Hosting;
using Collab.Server.Security;
using Collab.Storage.Accounts;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Collab.Server.University;

/// <summary>Where no university is configured, nothing of it is there: no address, no button, no question.</summary>
internal static class UniversitySetup
{
    public const string Scheme = "University";

    public const string StartPath = "/sign-in/university", BackPath = $"{StartPath}/back", AgainPath = $"{StartPath}/again", ConnectPath = $"{StartPath}/connect";

    public static void Add(WebApplicationBuilder builder)
    {
        if (!IsConfigured(builder.Configuration))
            return;
        var services = builder.Services;
        services.AddOptions<UniversityOptions>().BindConfiguration(UniversityOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<UniversityOptions>, UniversityCheck>();
        services.AddKeyedSingleton<HttpMessageHandler>(UniversityLine.Key, (_, _) => UniversityLine.Handler());
        services.AddKeyedSingleton(UniversityLine.Key, (provider, _) => UniversityLine.Open(provider.GetRequiredKeyedService<HttpMessageHandler>(UniversityLine.Key)));
        services.AddSingleton<UniversityMetadata>();
        services.AddSingleton<UniversityTokens>();
        services.AddSingleton<UniversityRefresh>();
        services.AddSingleton<UniversityGrants>();
        services.AddSingleton<UniversitySeats>();
        services.AddSingleton<UniversityArrivals>();
        services.AddSingleton<UniversityEvents>();
        services.AddSingleton<ISessionGrants, Renewals>();
        // It logs addresses with codes in them, and cookies.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Authentication.OpenIdConnect", LogLevel.Warning);
        services.AddAuthentication().AddOpenIdConnect(Scheme, options => options.EventsType = typeof(UniversityEvents));
        services.AddOptions<OpenIdConnectOptions>(Scheme).Configure<IServiceProvider>(Configure);
    }

    public static void Map(WebApplication app)
    {
        if (IsConfigured(app.Configuration))
            UniversityPages.Map(app);
    }

    /// <summary>The university that is configured; null where there is none.</summary>
    public static UniversityOptions? Of(IServiceProvider services) => services.GetRequiredService<IOptions<UniversityOptions>>().Value is { Issuer: not null } university ? university : null;

    /// <summary>What the university is called by which the caller comes in; null where they do not.</summary>
    public static async Task<string?> SignsInAsync(HttpContext context) =>
        Of(context.RequestServices) is { } university && context.Caller() is { } caller
        && (await context.RequestServices.GetRequiredService<IAccountStore>().ListIdentitiesAsync(caller.Person)).Any(known => known.Issuer == university.IssuerName)
            ? university.Name
            : null;

    private static bool IsConfigured(IConfiguration configuration) => !string.IsNullOrEmpty(configuration[$"{UniversityOptions.Section}:{nameof(UniversityOptions.Issuer)}"]);

    private static void Configure(OpenIdConnectOptions options, IServiceProvider services)
    {
        var university = services.GetRequiredService<IOptions<UniversityOptions>>().Value;
        options.ClientId = university.ClientId;
        options.ClientSecret = university.ClientSecret;
        options.ConfigurationManager = services.GetRequiredService<UniversityMetadata>();
        options.RefreshOnIssuerKeyNotFound = false;
        options.TokenHandler = services.GetRequiredService<UniversityTokens>();
        options.Backchannel = services.GetRequiredKeyedService<HttpClient>(UniversityLine.Key);
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.MapInboundClaims = false;
        options.SaveTokens = false;
        options.DisableTelemetry = true;
        options.GetClaimsFromUserInfoEndpoint = false;
        options.Scope.Clear();
        foreach (var scope in university.Scopes is { Count: > 0 } asked ? asked : ["openid", "profile", "offline_access"])
            options.Scope.Add(scope);
        options.CallbackPath = BackPath;
        // The framework would answer at addresses of its own.
        (options.RemoteSignOutPath, options.SignedOutCallbackPath) = (PathString.Empty, PathString.Empty);
        options.RemoteAuthenticationTimeout = UniversityEvents.Patience;
        options.ProtocolValidator.NonceLifetime = UniversityEvents.Patience;
        var secure = services.GetRequiredService<IOptions<ServerOptions>>().Value.PublicUrl?.Scheme == Uri.UriSchemeHttps;
        Keep(options.CorrelationCookie, "collab-way.", secure);
        Keep(options.NonceCookie, "collab-nonce.", secure);
    }

    // The way back is a plain link from another site: cookies of the mode Lax come with it.
    private static void Keep(CookieBuilder cookie, string name, bool secure)
    {
        cookie.Name = secure ? $"__Host-{name}" : name;
        cookie.Path = "/";
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = secure ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
        cookie.HttpOnly = true;
        cookie.IsEssential = true;
    }
}
