using System.Security.Claims;
using System.Text.Encodings.Web;
using Collab.Contracts.Documents;
using Collab.Contracts.Seminars;
using Collab.Contracts.Serialization;
using Collab.Domain;
using Collab.Domain.Documents;
using Collab.Domain.Policy;
using Collab.Grains;
using Collab.Server.Feeds;
using Collab.Server.Hubs;
using Collab.Server.Security;
using Collab.Server.Telemetry;
using Collab.Storage.Sqlite;
using Collab.Testing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Serialization;

namespace Collab.Server.Tests.Hubs;

/// <summary>A node with live delivery: real Kestrel, real silo, a real SQLite file. Who calls is said in the header.</summary>
public sealed class LiveServer : IAsyncLifetime
{
    /// <summary>How long a reader may take nothing: no test waits for ten seconds to see one cut off. Others have megabytes of buffers before they are waited for.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("collab-live-").FullName;
    private SqliteStorage _storage = null!;
    private WebApplication _app = null!;

    internal Credentials Credentials { get; } = new();

    /// <summary>Calls of grains that fail while a test has them fail.</summary>
    internal FailingCalls Failing { get; } = new();

    /// <summary>Without a slash at the end.</summary>
    public string Address => _app.Urls.Single();

    public IServiceProvider Services => _app.Services;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public async Task InitializeAsync()
    {
        _storage = SqliteStorage.Open(_folder);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.AddSingleton<ILoggerProvider, CapturedLog>();
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(_storage.Log).AddCollabGrains();
        builder.Services.AddSingleton<IIncomingGrainCallFilter>(Failing);
        builder.Services.AddSingleton<ICallerCheck>(Credentials).AddSingleton<ISignOuts>(Credentials);
        builder.Services.AddSerializer(serializer => serializer.AddCollabSerialization());
        builder.Services.AddSingleton(_storage.Accounts).AddSingleton<SecurityEvents>();
        builder.Services.AddLive(text => text);
        builder.Services.AddAuthentication("Test").AddScheme<AuthenticationSchemeOptions, Handler>("Test", null);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(Ports.Free(), gatewayPort: 0);
            silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(5));
        });
        _app = builder.Build();
        _app.Use(SayRefusalsAsync);
        _app.UseAuthentication();
        _app.UseHubSockets();
        _app.MapEventEndpoints();
        _app.MapReadingHub(Patience);
        await _app.StartAsync();
    }

    public async Task DisposeAsync()
    {
        var log = Services.GetServices<ILoggerProvider>().OfType<CapturedLog>().Single();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _storage.Dispose();
        Directory.Delete(_folder, recursive: true);
        log.DemandNoneUnexpected();
    }

    /// <summary>A seminar of its own with a document of three points.</summary>
    internal async Task<Room> OpenRoomAsync()
    {
        var (seminar, document, owner) = (Identifier.New(), Identifier.New(), Identifier.New());
        var grain = Grains.GetGrain<ISeminarGrain>(seminar);
        (await grain.CreateAsync("Monday seminar", owner, "Ada")).Demand();
        var member = (await grain.OpenAsync())!.MemberOf(owner)!.Id;
        ClauseDraft[] clauses =
        [
            new("1", ClauseKind.Point, 0, "The assembly thanks its hosts."),
            new("2", ClauseKind.Point, 0, "The assembly meets again in spring."),
            new("3", ClauseKind.Point, 0, "The minutes are public."),
        ];
        (await Grains.GetGrain<IDocumentGrain>(document).ImportAsync(new ImportDocument(Guid.NewGuid(), member, seminar, "Minutes", DocumentMetadata.Empty, clauses))).Demand();
        (await grain.AddDocumentAsync(member, document)).Demand();
        var feed = await Services.GetRequiredService<DocumentFeeds>().DemandAsync(document);
        return new Room(this, feed, seminar, document, owner);
    }

    /// <summary>A client that is not connected yet.</summary>
    internal HubConnection Client(string person, string? session = null) => new HubConnectionBuilder()
        .WithUrl(Address + ReadingHub.Path, options =>
        {
            options.SkipNegotiation = true;
            options.Transports = Microsoft.AspNetCore.Http.Connections.HttpTransportType.WebSockets;
            options.Headers["Authorization"] = Header(person, session);
        }).Build();

    internal HttpClient Http(string person)
    {
        var client = new HttpClient { BaseAddress = new Uri(Address), Timeout = TimeSpan.FromSeconds(30) };
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", Header(person, null));
        return client;
    }

    internal static string Header(string person, string? session) => $"Test {person} {session ?? "session-of-" + person}";

    private static async Task SayRefusalsAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (RefusalException refusal) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = RefusalCodes.Status[refusal.Code];
            await context.Response.WriteAsJsonAsync(new { code = refusal.Code, detail = refusal.Detail });
        }
    }

    private sealed class Handler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logging, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logging, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (Request.Headers.Authorization.ToString().Split(' ') is not ["Test", var person, var session])
                return Task.FromResult(AuthenticateResult.NoResult());
            // token=2,seminar: a personal access token of these scopes, for that seminar alone.
            List<Claim> claims = [new(Caller.PersonClaim, person)];
            if (session.StartsWith("token=", StringComparison.Ordinal) && session["token=".Length..].Split(',') is [var scopes, var seminar])
                claims.AddRange([new(Caller.TokenClaim, session), new(Caller.ScopeClaim, scopes), new(Caller.SeminarClaim, seminar)]);
            else
                claims.AddRange([new(Caller.SessionClaim, session), new(Caller.ScopeClaim, "15")]);
            var identity = new ClaimsIdentity(claims, "Test");
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), "Test")));
        }
    }
}
