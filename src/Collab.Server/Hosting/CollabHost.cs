using System.Text.Encodings.Web;
using System.Text.Unicode;
using Collab.Formats.Markdown;
using Collab.Server.Accounts;
using Collab.Server.Erasing;
using Collab.Server.Feeds;
using Collab.Server.Hubs;
using Collab.Server.Hypothesis;
using Collab.Server.Limits;
using Collab.Server.Pages;
using Collab.Server.Scrubbing;
using Collab.Server.Security;
using Collab.Server.Telemetry;
using Collab.Storage;
using Collab.Storage.Accounts;
using Collab.Storage.Erasures;
using Collab.Storage.Postgres;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;

namespace Collab.Server.Hosting;

/// <summary>Puts one node together: silo and web in one process.</summary>
public static class CollabHost
{
    /// <summary>
    /// How much may be asked at once on one connection of HTTP/2: for whoever does not read, all of it is held (docs/decisions/0293). It is more
    /// than the live connections of one person: the one too many of those is to be refused in words.
    /// </summary>
    public const int StreamsPerConnection = 32;

    private static readonly TimeSpan BodyGrace = TimeSpan.FromSeconds(5);

    /// <summary>Opens the data folder and builds the node; nothing listens until it is started.</summary>
    /// <param name="settings">Settings that win over files and the environment.</param>
    /// <param name="args">Further settings as <c>--Key=value</c>.</param>
    /// <param name="configure">The last word on services and logging.</param>
    /// <exception cref="DataFolderInUseException">Another process has the data folder open.</exception>
    /// <exception cref="StorageUnavailableException">The disk or the database refuses; the message says what to do.</exception>
    public static WebApplication Build(IReadOnlyDictionary<string, string?> settings, string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = ["--hostBuilder:reloadConfigOnChange=false", .. args],
            ApplicationName = typeof(CollabHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Configuration.AddInMemoryCollection(settings);
        RunningAsRoot.Demand(builder.Configuration, RunningAsRoot.IsRoot);
        builder.WebHost.UseStaticWebAssets();
        AddLogging(builder);
        builder.Services.AddOptions<ServerOptions>().BindConfiguration(ServerOptions.Section).ValidateOnStart();
        builder.Services.AddOptions<LimitsOptions>().BindConfiguration(LimitsOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<LimitsOptions>, LimitsValidator>();
        var storage = StorageSettings.Read(builder.Configuration);
        AddStorage(builder, storage);
        Silo.Add(builder, storage.Connection is { } connection ? PostgresStorage.ForClustering(connection) : null);
        AddWeb(builder);
        University.UniversitySetup.Add(builder);
        Mail.MailSetup.Add(builder);
        Webhooks.WebhooksApi.Add(builder);
        Exporting.Add(builder);
        builder.Services.AddSingleton<Clustering.StorageContact>();
        builder.Services.AddSingleton<Grains.Clustering.IStorageSight>(services => services.GetRequiredService<Clustering.StorageContact>());
        builder.Services.AddSingleton<FirstStart>();
        builder.Services.AddHostedService(services => services.GetRequiredService<FirstStart>());
        builder.Services.AddSingleton<Eraser>();
        builder.Services.AddSingleton<PeopleFinder>();
        builder.Services.AddSingleton<Privacy.OwnWords>();
        builder.Services.AddHostedService<PendingErasures>();
        builder.Services.AddSingleton<OneNode>();
        builder.Services.AddSingleton<Privacy.Retention>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Privacy.Retention>());
        builder.Services.AddHostedService<Privacy.EndedAccess>();
        builder.Services.AddSingleton<DamagedLogs>();
        builder.Services.AddSingleton<Scrub>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Scrub>());
        builder.Services.AddSingleton<IHostLifetime, OrderlyLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Draining.Afterwards);
        builder.Services.AddSingleton<SharedAddress>();
        builder.Services.AddSingleton<Announcement>();
        AddressBook.Configure(builder);
        configure?.Invoke(builder);
        var app = builder.Build();
        Pipeline.Use(app);
        return app;
    }

    // Defaults that the configuration may change.
    private static void AddLogging(WebApplicationBuilder builder)
    {
        // It logs addresses with their query, where somebody may have put a token.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
        builder.Logging.AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>();
        builder.Configuration.Sources.Insert(0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?>
            {
                // The files of the build are all there are, and as good as published ones.
                ["DisableStaticAssetNotFoundRuntimeFallback"] = "true",
                ["EnableStaticAssetsDevelopmentCaching"] = "true",
                ["Logging:LogLevel:Default"] = "Warning",
                ["Logging:LogLevel:Collab"] = "Information",
                // They warn of the workstation's garbage collector, which is chosen, and of a machine that was asleep.
                ["Logging:LogLevel:Orleans.Runtime.Silo"] = "Error",
                ["Logging:LogLevel:Orleans.Runtime.Watchdog"] = "Error",
                // It cries at every refusal that a client is told; HubRefusals logs what was unexpected.
                ["Logging:LogLevel:Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher"] = "None",
                // Said by the command itself, in words.
                ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "None",
                // It warns that the keys in the data folder are not encrypted: the folder's mode protects them.
                ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Error",
                ["Logging:Console:FormatterName"] = LineFormatter.Lines,
                ["Logging:Console:FormatterOptions:TimestampFormat"] = "yyyy-MM-ddTHH:mm:ss.fffZ ",
                ["Logging:Console:FormatterOptions:UseUtcTimestamp"] = "true",
            },
        });
    }

    private static void AddStorage(WebApplicationBuilder builder, StorageSettings settings)
    {
        // Opened here, before anything else starts: whoever comes second must learn it at once.
        settings.AddTo(builder.Services);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(services => services.GetRequiredService<IStorage>().Log);
        builder.Services.AddSingleton(services => services.GetRequiredService<IStorage>().Accounts);
        builder.Services.AddSingleton(services => services.GetRequiredService<IStorage>().Index);
        builder.Services.AddSingleton(ErasureList.Of(settings.Folder));
        builder.Services.AddDataProtection().SetApplicationName("Collab");
        builder.Services.AddOptions<KeyManagementOptions>().Configure<IAccountStore>((keys, accounts) => keys.XmlRepository = new KeyRepository(accounts));
    }

    private static void AddWeb(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<LimitsOptions>, ConnectionLimit>((kestrel, limits, connections) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(connections.Around));
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(limits.Value.HeaderSeconds);
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(limits.Value.IdleSeconds);
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(limits.Value.BodyRate, BodyGrace);
            kestrel.Limits.MaxRequestBodySize = limits.Value.RequestBytes;
            kestrel.Limits.MaxRequestHeadersTotalSize = limits.Value.HeaderBytes;
            kestrel.Limits.Http2.MaxRequestHeaderFieldSize = limits.Value.HeaderBytes;
            kestrel.Limits.Http2.MaxStreamsPerConnection = StreamsPerConnection;
            kestrel.Limits.MaxResponseBufferSize = Pieces.BufferBytes;
        });
        // Over HTTP/1.1 this is what limits it, and not Kestrel's own limit.
        services.Configure<SocketTransportOptions>(sockets =>
        {
            sockets.MaxWriteBufferSize = Pieces.BufferBytes;
            // Who writes sends: no thread is woken for what the network takes at once. Nothing here waits for bytes on the thread that they come by; a form whose key is not known here waits for the database (KeyRepository).
            sockets.UnsafePreferInlineScheduling = true;
        });
        services.AddSingleton<TrustedProxies>();
        services.AddSingleton<ConnectionLimit>();
        services.AddRequestTimeouts();
        services.AddOptions<RequestTimeoutOptions>().Configure<IOptions<LimitsOptions>>((timeouts, limits) =>
        {
            timeouts.DefaultPolicy = new RequestTimeoutPolicy { Timeout = TimeSpan.FromSeconds(limits.Value.RequestSeconds) };
            timeouts.AddPolicy(Api.UploadLimit.Timeout, TimeSpan.FromSeconds(limits.Value.UploadSeconds));
        });
        services.AddAuthentication(SignInHandler.Scheme).AddScheme<AuthenticationSchemeOptions, SignInHandler>(SignInHandler.Scheme, null);
        services.AddSingleton<Credentials>();
        services.AddSingleton<HypothesisTokens>();
        services.AddSingleton<ClientCursors>();
        services.AddSingleton<SignInAgain>();
        services.AddSingleton<ICallerCheck>(provider => provider.GetRequiredService<Credentials>());
        services.AddSingleton<ISignOuts>(provider => provider.GetRequiredService<Credentials>());
        services.AddSingleton<SignIns>();
        services.AddSingleton<SecurityEvents>();
        services.AddHostedService(provider => provider.GetRequiredService<SecurityEvents>());
        services.AddSingleton<AllowedHosts>();
        services.AddSingleton<OriginCheck>();
        services.AddSingleton<RateLimits>();
        services.AddSingleton<Seats>();
        services.AddSingleton<CodeGuesses>();
        services.AddSingleton<Founding>();
        services.AddSingleton<JoinCodes>();
        services.AddSingleton<CodeRecord>();
        services.AddSingleton<OwnerLinks>();
        services.AddSingleton<PublicAddress>();
        services.AddSingleton<SeatLinks>();
        services.AddSingleton<Api.Joins>();
        services.AddSingleton<Privacy.JoinNotices>();
        services.AddSingleton<IValidateOptions<ServerOptions>, PasskeyDomainCheck>();
        services.AddSingleton<PasskeyDomain>();
        services.AddSingleton<Passkeys>();
        services.AddLive(MarkdownRenderer.ToHtml);
        services.AddSingleton<PageAssets>();
        services.ConfigureHttpJsonOptions(options => Api.ApiJson.Configure(options.SerializerOptions));
        // A field of the form says it, and no header.
        services.AddAntiforgery(options =>
        {
            options.SuppressXFrameOptionsHeader = true;
            options.HeaderName = null;
        });
        services.AddOptions<AntiforgeryOptions>().Configure<IOptions<ServerOptions>>((forms, server) => forms.Cookie = new FormCookie(server.Value));
        services.AddRazorComponents();
        services.AddLocalization();
        // Other scripts than Latin stay as they are in pages; what is special in HTML is escaped all the same.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, Problems.Problem.ContentType, "application/ld+json", "image/svg+xml", "text/csv", "text/markdown"];
        });
        services.AddOpenApi(Api.OpenApiDescription.Name);
        services.AddSingleton<Api.OpenApiDescription>();
    }
}
