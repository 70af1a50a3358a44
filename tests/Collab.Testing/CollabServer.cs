using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Server.Hosting;
using Collab.Server.Security;
using Collab.Storage.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Collab.Testing;

/// <summary>
/// The whole server as it is shipped, on a free loopback port with a fresh data folder, in the test's own process. It has the seminar
/// and the text of the first start.
/// </summary>
public sealed class CollabServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly bool _keepData;
    private readonly bool _mayFail;
    private Nginx? _nginx;

    private CollabServer(WebApplication app, string data, bool keepData, CapturedLog log, bool mayFail) => (_app, Data, _keepData, Log, _mayFail) = (app, data, keepData, log, mayFail);

    /// <summary>Scheme, host and port by which people reach it: a proxy's, where there is one.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The data folder.</summary>
    public string Data { get; }

    /// <summary>The seminar of the first start.</summary>
    public string Seminar { get; private set; } = "";

    /// <summary>The document of the first start.</summary>
    public string Document { get; private set; } = "";

    /// <summary>Everything logged so far.</summary>
    public CapturedLog Log { get; }

    public IServiceProvider Services => _app.Services;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public IAccountStore Accounts => Services.GetRequiredService<IAccountStore>();

    /// <summary>The secret of the owner link that the first start printed; null at later starts.</summary>
    public string? OwnerSecret => Services.GetRequiredService<FirstStart>().OwnerSecret;

    /// <param name="data">A folder to open again; null for a fresh one, which is removed in the end.</param>
    /// <param name="settings">Settings such as <c>Collab:Limits:Writes</c>.</param>
    /// <param name="configure">The last word on the services.</param>
    /// <param name="urls">Where to listen; null for a free loopback port.</param>
    /// <param name="mayFail">Whether the test makes something go wrong inside; else what the server did not foresee fails the test when the server is disposed.</param>
    public static async Task<CollabServer> StartAsync(string? data = null, IReadOnlyDictionary<string, string?>? settings = null, Action<WebApplicationBuilder>? configure = null, string? urls = null, bool mayFail = false)
    {
        var folder = data ?? Directory.CreateTempSubdirectory("collab-test-").FullName;
        var all = new Dictionary<string, string?> { ["Collab:Data"] = folder, ["Collab:AllowRoot"] = "true", ["urls"] = urls ?? "http://127.0.0.1:0" };
        foreach (var (key, value) in settings ?? new Dictionary<string, string?>())
            all[key] = value;
        var log = new CapturedLog();
        var app = CollabHost.Build(all, [], builder =>
        {
            builder.Logging.ClearProviders().AddProvider(log);
            configure?.Invoke(builder);
        });
        var server = new CollabServer(app, folder, data is not null, log, mayFail);
        await app.StartAsync();
        server.Address = new Uri(app.Urls.First(url => !url.Contains("unix:", StringComparison.Ordinal)).Replace("[::]", "127.0.0.1").Replace("0.0.0.0", "127.0.0.1"));
        if (Nginx.IsWanted && server.Address is { Scheme: "http" })
            await server.ThroughNginxAsync();
        server.Seminar = await app.Services.GetRequiredService<FirstStart>().SeminarAsync() ?? "";
        if (server.Seminar.Length > 0)
            server.Document = (await server.Grains.GetGrain<ISeminarGrain>(server.Seminar).OpenAsync())!.Documents.FirstOrDefault() ?? "";
        return server;
    }

    /// <summary>Somebody whom the server does not know.</summary>
    public Participant Stranger() => new(this, "", null);

    /// <summary>Somebody with an account and no seat in the first seminar.</summary>
    public async Task<Participant> OutsiderAsync(string name = "Otto Fremd") => await SignInAsync(await NewPersonAsync(name), name, null, Role.Outsider);

    /// <summary>Somebody with a seat, signed in by a session of their own.</summary>
    /// <param name="seminar">Null for the seminar of the first start.</param>
    public async Task<Participant> JoinAsync(Role role, string? name = null, string? seminar = null)
    {
        name ??= $"{role} {Secret.NewId()[..12]}";
        var person = await NewPersonAsync(name);
        var member = (await Grains.GetGrain<ISeminarGrain>(seminar ?? Seminar).JoinAsync(person, name, role)).Demand().Id!;
        await Accounts.SaveMembershipAsync(new Membership(person, seminar ?? Seminar, member));
        return await SignInAsync(person, name, member, role);
    }

    /// <summary>A new seminar with an owner, and the id of one document in it.</summary>
    public async Task<(string Seminar, Participant Owner, string Document)> NewSeminarAsync(string title = "Another seminar", params string[] points)
    {
        var (id, owner) = await FoundAsync(title);
        return (id, owner, await ImportAsync(id, owner.Member, title, points.Length > 0 ? points : ["The first point.", "The second point."]));
    }

    /// <summary>A new seminar without a document, and its owner.</summary>
    public async Task<(string Seminar, Participant Owner)> FoundAsync(string title)
    {
        var id = Identifier.New();
        var person = await NewPersonAsync("Olga Brandt");
        var grain = Grains.GetGrain<ISeminarGrain>(id);
        (await grain.CreateAsync(title, person, "Olga Brandt")).Demand();
        var member = (await grain.OpenAsync())!.MemberOf(person)!.Id;
        await Accounts.SaveMembershipAsync(new Membership(person, id, member));
        return (id, await SignInAsync(person, "Olga Brandt", member, Role.Owner));
    }

    /// <summary>Makes a document of numbered points; answers its id.</summary>
    public async Task<string> ImportAsync(string seminar, string member, string title, params string[] points)
    {
        var clauses = points.Select((text, i) => new Domain.Documents.ClauseDraft($"{i + 1}", Domain.Documents.ClauseKind.Point, 0, text)).ToList();
        return await ImportAsync(seminar, member, new Domain.Documents.TextDraft(title, Domain.Documents.DocumentMetadata.Empty, clauses, []));
    }

    /// <summary>Makes a document of a text as it was split; answers its id.</summary>
    public async Task<string> ImportAsync(string seminar, string member, Domain.Documents.TextDraft draft)
    {
        var document = Identifier.New();
        var import = new Contracts.Documents.ImportDocument(Guid.NewGuid(), member, seminar, draft.Title!, draft.Metadata, draft.Clauses);
        (await Grains.GetGrain<Contracts.Documents.IDocumentGrain>(document).ImportAsync(import)).Demand();
        (await Grains.GetGrain<ISeminarGrain>(seminar).AddDocumentAsync(null, document)).Demand();
        return document;
    }

    /// <summary>From now on people reach it through an nginx with a cache that all share.</summary>
    /// <param name="careless">Whether the cache keeps what it is told not to keep.</param>
    public async Task<Nginx> ThroughNginxAsync(bool careless = false)
    {
        _nginx = await Nginx.StartAsync(Address, careless);
        Address = _nginx.Address;
        return _nginx;
    }

    public async ValueTask DisposeAsync()
    {
        if (_nginx is not null)
            await _nginx.DisposeAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (!_keepData)
            Directory.Delete(Data, recursive: true);
        if (!_mayFail)
            Log.DemandNoneUnexpected();
    }

    /// <summary>A client that keeps no cookies and follows no redirects.</summary>
    public HttpClient NewClient() => new(new SocketsHttpHandler
    {
        UseCookies = false,
        AllowAutoRedirect = false,
        // The server vouches for itself: its certificate is compared with the one in its data folder.
        SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetRawCertData().AsSpan().SequenceEqual(ShareCertificate.Open(Data, DateTimeOffset.UtcNow).Certificate.RawData) == true },
    })
    { BaseAddress = Address };

    private bool IsSecure => Address.Scheme == "https" || Services.GetRequiredService<IOptions<ServerOptions>>().Value.PublicUrl?.Scheme == "https";

    private async Task<string> NewPersonAsync(string name)
    {
        var person = new Person(Secret.NewId(), name, DateTimeOffset.UtcNow);
        await Accounts.SavePersonAsync(person);
        return person.Id;
    }

    private async Task<Participant> SignInAsync(string person, string name, string? member, Role role)
    {
        var secret = Secret.New();
        await Accounts.StartSessionAsync(secret, person, "Firefox on Linux", SignInWay.Invite, DateTimeOffset.UtcNow);
        return new Participant(this, name, $"{(IsSecure ? SessionCookie.SecureName : SessionCookie.PlainName)}={secret}") { Person = person, Member = member ?? "", Role = role };
    }
}
