using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Server.Api;
using Collab.Server.Hosting;
using Collab.Server.Limits;
using Collab.Server.Scrubbing;
using Collab.Server.Security;
using Collab.Server.Telemetry;
using Collab.Storage;
using Collab.Storage.Accounts;
using Collab.Storage.Sqlite;
using Microsoft.Extensions.Options;
using Orleans.Dashboard;

namespace Collab.Server.Admin;

/// <summary>What only the operator may do: served on the admin socket alone, whose file mode is the permission.</summary>
internal static partial class AdminApi
{
    public sealed record MakeLink(bool Remote = false, string? Seminar = null);

    public sealed record MadeLink(string Url);

    public sealed record MakeToken(string Name, string Role, string? Seminar = null, int? Days = null);

    public sealed record Info(string Version, string Data, string Storage, int ProcessId, IReadOnlyList<string> Addresses, IReadOnlyList<SeminarInfo> Seminars, IReadOnlyList<DocumentInfo> Documents, ScrubReport? Scrub)
    {
        /// <summary>SHA-256 of the certificate that the server made for itself, and of its key; null where it has none.</summary>
        public string? Certificate { get; init; }

        public string? CertificateKey { get; init; }
    }

    /// <param name="Place">What the storage is and where.</param>
    /// <param name="InFolder">Whether that is the data folder.</param>
    public sealed record Kept(string Place, bool InFolder);

    public sealed record SeminarInfo(string Id, string Title, int Members, int Documents);

    public sealed record DocumentInfo(string Id, long Events);

    public static void Map(WebApplication app)
    {
        var all = app.MapGroup("/admin").ExcludeFromDescription();
        // Commands ask for the second, to see whether the server runs: it touches no storage, whatever has happened to the database. Those of earlier versions ask for the first.
        all.Door(Right.Operate).MapGet("/info", InfoAsync);
        all.Door(Right.Operate).MapGet("/storage", Where);
        all.Door(Right.Operate).MapGet("/ready", HealthApi.ReadyAsync);
        all.Door(Right.Operate).MapGet("/counts", CountAsync);
        var admin = all.MapGroup("").AddEndpointFilter(NoteAsync).Door(Right.Operate);
        admin.MapPost("/link", LinkAsync);
        admin.MapPost("/token", TokenAsync);
        admin.MapGet("/tokens", TokensAsync);
        admin.MapDelete("/tokens/{token}", RevokeAsync);
        admin.MapDelete("/seminars/{seminar}", SeminarsApi.DeleteAsync);
        admin.MapPost("/people", FindPeopleAsync);
        admin.MapPost("/erase", EraseAsync);
        // The command reads the folder itself, and says here that it does.
        admin.MapPost("/backup", Where);
        admin.MapPost("/import", ImportAsync).WithMetadata(new UploadLimit(2 * app.Services.GetRequiredService<IOptions<LimitsOptions>>().Value.UploadBytes));
        admin.MapGet("/documents/{document}/export", ExportAsync);
        admin.MapGet("/documents/{document}/archive", ArchiveAsync);
        admin.MapGet("/documents/{document}/holder", HolderAsync);
        admin.MapPost("/verify", VerifyAsync);
        var options = app.Services.GetRequiredService<IOptions<ServerOptions>>().Value;
        if (options.Dashboard && options.Role != NodeRole.Web)
            app.MapOrleansDashboard("/admin/dashboard").Under(Right.Operate).ExcludeFromDescription();
    }

    private static Kept Where(IStorage storage) => new(storage.Place, storage is SqliteStorage);

    private static ValueTask<object?> NoteAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var context = call.HttpContext;
        context.RequestServices.GetRequiredService<SecurityEvents>().Operated(context.Door(), context.Request.RouteValues.Values.FirstOrDefault() as string);
        return next(call);
    }

    private static async Task<MadeLink> LinkAsync(HttpContext context, FirstStart start, IGrainFactory grains, OwnerLinks links, PublicAddress address)
    {
        var make = await ApiJson.ReadAsync<MakeLink>(context.Request);
        var seminar = make.Seminar ?? await start.SeminarAsync() ?? throw NoSeminar;
        if (!Identifier.IsWellFormed(seminar) || await grains.GetGrain<ISeminarGrain>(seminar).OpenAsync() is null)
            throw NoSuchSeminar;
        var secret = await links.MakeAsync(seminar, make.Remote);
        return new MadeLink($"{(make.Remote ? address.ForOthers : null) ?? address.ForThisMachine}/join#{secret}");
    }

    private static async Task<TokensApi.Created> TokenAsync(HttpContext context, FirstStart start, IGrainFactory grains, IAccountStore accounts, TimeProvider time)
    {
        var make = await ApiJson.ReadAsync<MakeToken>(context.Request);
        var (role, now) = (RoleNames.Parse(make.Role), time.GetUtcNow());
        if (make.Days is < 1 or > TokenDays.Most)
            throw new RefusalException("bad-request", $"--days is a number from 1 to {TokenDays.Most}.");
        var seminar = make.Seminar ?? await start.SeminarAsync() ?? throw NoSeminar;
        var name = Domain.Seminars.DisplayName.Check(make.Name);
        if (!Identifier.IsWellFormed(seminar) || await grains.GetGrain<ISeminarGrain>(seminar).OpenAsync() is null)
            throw NoSuchSeminar;
        var person = new Person(Secret.NewId(), name, now);
        await accounts.SavePersonAsync(person);
        var member = (await grains.GetGrain<ISeminarGrain>(seminar).AdmitAsync(person.Id, name, role)).Demand().Id!;
        await accounts.SaveMembershipAsync(new Membership(person.Id, seminar, member));
        var scopes = TokenScopes.Read | TokenScopes.Export | (role == Role.Reader ? TokenScopes.None : TokenScopes.Annotate) | (role >= Role.Moderator ? TokenScopes.Moderate : TokenScopes.None);
        return await TokensApi.MakeAsync(accounts, person.Id, name, scopes, seminar, now, now.AddDays(make.Days ?? TokenDays.Usual));
    }

    private static async Task<Info> InfoAsync(IEventLog log, IStorage storage, IGrainFactory grains, PublicAddress address, AdminSocket socket, Scrub scrub, IServiceProvider services, IOptions<ServerOptions> options)
    {
        var documents = await log.ListAsync(StreamKind.Document);
        List<SeminarInfo> seminars = [];
        foreach (var stream in await log.ListAsync(StreamKind.Seminar))
        {
            if (await grains.GetGrain<ISeminarGrain>(stream.Stream).OpenAsync() is { } state)
                seminars.Add(new SeminarInfo(state.Id, state.Title, state.Members.Values.Count(member => !member.Removed), state.Documents.Length));
        }

        var folder = Path.GetDirectoryName(socket.Path)!;
        // Of a server that is stopped, the one that it will have.
        var certificate = options.Value.AdminOnly ? ShareCertificate.Kept(folder) : services.GetService<ShareCertificate>();
        return new Info(
            typeof(AdminApi).Assembly.GetName().Version!.ToString(3),
            folder,
            storage.Place,
            Environment.ProcessId,
            [.. address.Listened.Select(listened => listened.ToString())],
            seminars,
            [.. documents.Select(document => new DocumentInfo(document.Stream, document.Head))],
            scrub.Last)
        {
            Certificate = certificate?.Fingerprint,
            CertificateKey = certificate?.KeyFingerprint,
        };
    }

    /// <summary>How much there is of each kind: what a restore that lost something has less of.</summary>
    private static async Task<SortedDictionary<string, long>> CountAsync(IStorage storage)
    {
        SortedDictionary<string, long> counts = new(new Dictionary<string, long>(await storage.CountAsync()), StringComparer.Ordinal);
        foreach (var kind in StreamKind.All)
        {
            var logs = await storage.Log.ListAsync(kind);
            counts[$"{kind}-logs"] = logs.Count;
            counts[$"{kind}-events"] = logs.Sum(log => log.Head);
        }

        return counts;
    }

    private static RefusalException NoSuchSeminar => new("not-found", "There is no such seminar. The command “info” lists them.");

    private static RefusalException NoSeminar => new("not-found", "There is no seminar yet. Start the server once, or name one.");
}
