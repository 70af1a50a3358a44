using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Collab.Server.Tests.University;

/// <summary>
/// A university in this process: OpenIddict, with people and answers of the test's own. It listens on loopback in plain text and believes to
/// be at <see cref="Issuer"/>, as behind a proxy; <see cref="Line"/> leads there.
/// </summary>
internal sealed class TestUniversity : IAsyncDisposable
{
    public const string Issuer = "https://login.uni.test/", ClientId = "collab", ClientSecret = "the-secret-of-the-client-7f3a";

    public const string Back = "https://collab.test/sign-in/university/back", KeyId = "first";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Student> _known = [];
    private readonly ConcurrentDictionary<string, bool> _used = [];

    private TestUniversity(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    /// <summary>Its key, of two halves.</summary>
    public RSA Key { get; } = RSA.Create(2048);

    /// <summary>Who sits at the browser that comes next.</summary>
    public Student Present { get; set; } = Student.New();

    /// <summary>Whether whoever comes next stops there.</summary>
    public bool Stops { get; set; }

    /// <summary>Since when it has a session with the browser that comes next, and lets it through by that without a question; null where it asks who they are.</summary>
    public DateTimeOffset? Session { get; set; }

    /// <summary>Whether it asks all the same where it is told to.</summary>
    public bool Obeys { get; set; } = true;

    /// <summary>Whether its tokens say when somebody signed in.</summary>
    public bool SaysWhen { get; set; } = true;

    /// <summary>Whether a code works as often as it comes.</summary>
    public bool ForgetsCodes { get; set; }

    /// <summary>What is sent in place of the token that was issued, of the claims of that.</summary>
    public Func<JsonObject, string>? Forge { get; set; }

    /// <summary>How often it was asked about somebody again.</summary>
    public int Renewals;

    /// <summary>All that nobody else may read.</summary>
    public ConcurrentBag<string> Secrets { get; } = [ClientSecret];

    public TestLine Line { get; private set; } = null!;

    public static async Task<TestUniversity> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        TestUniversity? self = null;
        builder.Services.AddAuthentication();
        builder.Services.AddOpenIddict().AddServer(server =>
        {
            server.EnableDegradedMode().SetIssuer(Issuer).SetAuthorizationEndpointUris("authorize").SetTokenEndpointUris("token");
            server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange().AllowRefreshTokenFlow();
            server.AddEphemeralEncryptionKey().DisableAccessTokenEncryption().DisableScopeValidation();
            server.UseAspNetCore();
            server.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(context => Done(() => Validate(context))));
            server.AddEventHandler<HandleAuthorizationRequestContext>(handler => handler.UseInlineHandler(context => Done(() => self!.SignIn(context))));
            server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(context => Done(() => self!.Validate(context))));
            server.AddEventHandler<HandleTokenRequestContext>(handler => handler.UseInlineHandler(context => Done(() => self!.Issue(context))));
            server.AddEventHandler<ApplyTokenResponseContext>(handler => handler.UseInlineHandler(context => Done(() => self!.Answer(context))).SetOrder(int.MinValue));
        });
        builder.Services.AddOptions<OpenIddict.Server.OpenIddictServerOptions>().Configure(options =>
            options.SigningCredentials.Add(new SigningCredentials(new RsaSecurityKey(self!.Key) { KeyId = KeyId }, SecurityAlgorithms.RsaSha256)));
        // What has no storage gives none by itself.
        builder.Services.PostConfigure<OpenIddict.Server.OpenIddictServerOptions>(options => options.DisableRollingRefreshTokens = false);
        var app = builder.Build();
        self = new TestUniversity(app);
        app.Use((context, next) =>
        {
            context.Request.Scheme = "https";
            return next(context);
        });
        app.UseAuthentication();
        await app.StartAsync();
        // Its first answer takes as long as a machine under load needs to compile it; the server waits ten seconds.
        using var warm = new HttpClient(new TestLine(self.Address)) { Timeout = Timeout.InfiniteTimeSpan };
        await warm.GetStringAsync($"{Issuer}.well-known/openid-configuration");
        await warm.GetStringAsync($"{Issuer}.well-known/jwks");
        self.Line = new TestLine(self.Address);
        return self;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Key.Dispose();
    }

    /// <summary>Asks everybody who they are, lets them in, and says so.</summary>
    public void BecomeUsual() => (Forge, Stops, Session, Obeys, SaysWhen) = (null, false, null, true, true);

    /// <summary>A token of these claims by its own key.</summary>
    public string Sign(JsonObject claims, string? kid = KeyId) => Jwt.Write(claims, "RS256", kid, bytes => Key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    private static ValueTask Done(Action act)
    {
        act();
        return default;
    }

    private static void Validate(ValidateAuthorizationRequestContext context)
    {
        if (context.ClientId != ClientId || context.RedirectUri != Back)
            context.Reject(Errors.InvalidClient);
    }

    private void SignIn(HandleAuthorizationRequestContext context)
    {
        if (Stops)
            context.Reject(Errors.AccessDenied, "they stopped");
        else
            context.SignIn(PrincipalOf(_known[Present.Subject] = Present, SaysWhen ? SignedIn(context.Request).ToUnixTimeSeconds() : null, context.Request.GetScopes()));
    }

    private DateTimeOffset SignedIn(OpenIddictRequest asked) =>
        Session is { } since && !(Obeys && (asked.HasPromptValue(PromptValues.Login) || asked.MaxAge is { } age && DateTimeOffset.UtcNow - since > TimeSpan.FromSeconds(age))) ? since : DateTimeOffset.UtcNow;

    // What has no storage of its own lets codes and refresh tokens be used again: so it is kept here.
    private void Validate(ValidateTokenRequestContext context)
    {
        var secret = context.Request.Code ?? context.Request.RefreshToken!;
        Secrets.Add(secret);
        if (context.Request.ClientId != ClientId || context.Request.ClientSecret != ClientSecret)
            context.Reject(Errors.InvalidClient);
        else if (!_used.TryAdd(secret, true) && !(ForgetsCodes && context.Request.Code is not null))
            context.Reject(Errors.InvalidGrant, "it was used before");
    }

    private void Issue(HandleTokenRequestContext context)
    {
        var before = context.AuthorizationCodePrincipal ?? context.RefreshTokenPrincipal!;
        var student = _known[before.GetClaim(Claims.Subject)!];
        if (context.RefreshTokenPrincipal is not null)
            Interlocked.Increment(ref Renewals);
        if (student.Disabled)
            context.Reject(Errors.InvalidGrant, "they are disabled");
        else
            context.SignIn(PrincipalOf(student, long.TryParse(before.GetClaim(Claims.AuthenticationTime), out var signedIn) ? signedIn : null, before.GetScopes()));
    }

    private void Answer(ApplyTokenResponseContext context)
    {
        if (context.Response.IdToken is { } issued && Forge is { } forge)
            context.Response.IdToken = forge(Jwt.Read(issued));
        foreach (var secret in new[] { context.Response.IdToken, context.Response.AccessToken, context.Response.RefreshToken }.OfType<string>())
            Secrets.Add(secret);
    }

    private static ClaimsPrincipal PrincipalOf(Student student, long? signedIn, IEnumerable<string> scopes)
    {
        var identity = new ClaimsIdentity("the university", Claims.Name, "roles");
        identity.AddClaim(new Claim(Claims.Subject, student.Subject));
        identity.AddClaim(new Claim(Claims.Name, student.Name));
        identity.AddClaims(student.Roles.Select(role => new Claim("roles", role)));
        if (signedIn is { } seconds)
            identity.AddClaim(new Claim(Claims.AuthenticationTime, $"{seconds}", ClaimValueTypes.Integer64));
        if (student.Mail is { } mail)
            identity.AddClaim(new Claim(Claims.Email, mail));
        identity.SetDestinations(_ => [Destinations.IdentityToken]);
        return new ClaimsPrincipal(identity).SetScopes(scopes);
    }
}
