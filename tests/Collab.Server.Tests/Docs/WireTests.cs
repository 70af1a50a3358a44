using Collab.Domain.Events;
using Collab.Server.Hubs;
using Collab.Server.Security;
using Collab.Testing;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Docs;

/// <summary>docs/wire.md, docs/schemas and the server say the same.</summary>
public sealed partial class WireTests
{
    /// <summary>Described, and not to be seen within a test.</summary>
    private static readonly string[] Unseeable =
    [
        // Within the first hour of a token, and of lists that are longer than any of today's.
        "TokenList#/properties/items/items/properties/lastUsed",
        "SearchResults#/properties/next",
        // Nobody listens where it leads to.
        "WebhookList#/properties/items/items/properties/delivered",
    ];

    // What happens in the seminar's own log, which nobody reads from outside.
    private static readonly string[] NeverOnTheWire = [nameof(SeminarCreated), nameof(SeminarDeleted), nameof(DocumentAdded), nameof(InviteCreated), nameof(InviteRevoked), nameof(OwnerLinkMade), nameof(SeatLinkMade), nameof(CodeShown), nameof(CodeEnded),
        nameof(NoteFlagged), nameof(NoteUnflagged), nameof(FlagsDismissed), nameof(FlagsReopened), nameof(ApprovalBegun), nameof(ApprovalRefused), nameof(NoteApproved), nameof(NoteRejected), nameof(RejectionWithdrawn), nameof(RoundEnded)];

    private static readonly string[] Machinery = ["/api", "/hub", "/health", "/openapi", "/docs", "/admin", "/w3c"];

    [Fact]
    public async Task Everything_that_can_be_said_is_said_as_the_schemas_have_it()
    {
        await using var server = await CollabServer.StartAsync(settings: new Dictionary<string, string?> { ["Collab:Limits:Rates"] = "false", ["Collab:Webhooks:Private:0"] = "127.0.0.1", ["Collab:Webhooks:EverySeconds"] = "3600" });
        var story = new WireStory(server, await SchemaFolder.OpenAsync());
        var owner = await PeopleAsync(story);
        var document = await TextAsync(story, owner);
        await EditionsAsync(story, owner, document);
        await RevisionsAsync(story, owner);
        await ImportsAsync(story);
        await CommandsAsync(story, owner, document);
        await HubAsync(story, owner, document);
        await WordsAsync(story, owner);
        await ModeratingAsync(story, owner, document);
        await ReadingAsync(story, owner, document);
        await HealthAsync(story, owner);
        Assert.Empty(story.Uncalled);
        Assert.Empty(story.Unused);
        var unseen = story.Schemas.Unseen.Where(place => !place.EndsWith("/properties/next", StringComparison.Ordinal)).Except(Unseeable).ToList();
        Assert.True(unseen.Count == 0, string.Join('\n', unseen));
    }

    [Fact]
    public void Every_kind_of_event_that_reaches_the_wire_has_a_schema_and_a_row()
    {
        var kinds = EventCodec.KnownKinds.Except(NeverOnTheWire).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(kinds, WirePage.Open().EventKinds.Order(StringComparer.Ordinal));
        Assert.All(kinds, kind => Assert.True(File.Exists(Path.Combine(SchemaFolder.Folder, $"{kind}.schema.json")), kind));
    }

    [Fact]
    public void Every_method_of_the_hub_stands_on_the_page()
    {
        var methods = typeof(ReadingHub).GetMethods().Where(method => method.DeclaringType == typeof(ReadingHub) && !method.IsSpecialName && method.Name != nameof(ReadingHub.OnDisconnectedAsync)).Select(method => method.Name);
        Assert.Equal(methods.Order(StringComparer.Ordinal), WirePage.Open().HubMethods.Select(method => method.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_endpoint_stands_on_the_page_and_in_OpenAPI_with_the_fields_of_its_body()
    {
        await using var server = await CollabServer.StartAsync();
        var (page, schemas) = (WirePage.Open(), await SchemaFolder.OpenAsync());
        var endpoints = server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => Path(endpoint) is var path && (path.StartsWith("/api/", StringComparison.Ordinal) || path.StartsWith("/health/", StringComparison.Ordinal) || path.StartsWith("/openapi/", StringComparison.Ordinal)))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Select(method => (Call: $"{method} {Path(endpoint)}", Endpoint: endpoint))).ToList();
        Assert.Equal(endpoints.Select(known => known.Call).Order(StringComparer.Ordinal), page.Calls.Select(call => $"{call.Method} {call.Path}").Order(StringComparer.Ordinal));
        foreach (var (call, endpoint) in endpoints)
        {
            var schema = page.Calls.Single(row => $"{row.Method} {row.Path}" == call).Body;
            var type = endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;
            Assert.Equal((call, type is null), (call, schema is null));
            if (type is not null)
                Assert.Equal((call, RequestFields.Of(type, inPath: false)), (call, RequestFields.Of(schemas.Source(schema!))));
        }

        var described = (await (await server.OutsiderAsync()).ReadAsync("/openapi/v1.json"))["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(operation => $"{operation.Key.ToUpperInvariant()} {path.Key}"));
        var meant = endpoints.Where(known => known.Call.Contains(" /api/", StringComparison.Ordinal)).Select(known => known.Call);
        Assert.Equal(meant.Order(StringComparer.Ordinal), described.Where(call => call.Contains(" /api/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

        static string Path(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.Trim('/');
    }

    [Fact]
    public async Task Every_page_stands_on_the_page()
    {
        await using var server = await CollabServer.StartAsync();
        var pages = server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") == true && endpoint.Metadata.GetMetadata<Unprotected>()?.Why != "files of the program")
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.Trim('/'))
            .Where(path => !path.Contains("**", StringComparison.Ordinal) && !Machinery.Any(prefix => path == prefix || path.StartsWith(prefix + '/', StringComparison.Ordinal)));
        Assert.Equal(pages.Order(StringComparer.Ordinal), WirePage.Open().Pages.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_argument_of_every_hub_method_has_the_fields_of_its_schema()
    {
        var schemas = await SchemaFolder.OpenAsync();
        foreach (var method in WirePage.Open().HubMethods.Where(method => method.Argument is not null))
        {
            var type = typeof(ReadingHub).Assembly.GetType($"Collab.Server.Commands.{method.Name}Request", throwOnError: true)!;
            Assert.Equal((method.Name, RequestFields.Of(type, inPath: true)), (method.Name, RequestFields.Of(schemas.Source(method.Argument!))));
        }
    }
}
