using Collab.Server.Security;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Rounds;

/// <summary>Everything that can be asked of a document and its seminar: what is sealed is in no answer to it.</summary>
internal static class WaysOut
{
    private static readonly string[] Formats = ["markdown", "html", "jsonld", "json", "csv", "text", "tei", "akn", "hypothesis", "paper"];

    /// <param name="words">A word of what is sealed.</param>
    public static IEnumerable<string> Asked(string seminar, string document, string clause, string words)
    {
        var path = $"/api/documents/{document}";
        return
        [
            path, $"{path}?at=1", $"{path}/events?after=0&limit=1000", $"{path}/search?q={words}", $"{path}/search?q=marker", $"{path}/notebook", $"{path}/waiting", $"{path}/stances/mine", $"{path}/feed", $"/w3c/documents/{document}/annotations/", $"/hypothesis/documents/{document}/api/search?limit=200", $"/hypothesis/documents/{document}/api/groups",
            $"/api/seminars/{seminar}/documents", $"/api/seminars/{seminar}/members",
            $"{path}/archive",
            .. Formats.Select(format => $"{path}/export?format={format}"), $"{path}/export?format=json&scope=clause:{clause}", $"{path}/export?format=json&scope=mine",
        ];
    }

    /// <summary>Every address of the document and its seminar that is only read, as the server has them: one that is new is among them.</summary>
    public static IEnumerable<string> Mapped(IServiceProvider services, string seminar, string document, string clause) =>
        from endpoint in services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<Permission>() is { Action: not "operate" } && endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains("GET")
        let path = $"/{endpoint.RoutePattern.RawText!.TrimStart('/').Replace("{document}", document).Replace("{seminar}", seminar).Replace("{clause}", clause)}"
        where !path.Contains('{')
        select path;

    public static IEnumerable<string> AskedByModerators(string seminar) => [$"/api/seminars/{seminar}/queue", $"/api/seminars/{seminar}/audit"];

    /// <summary>A page has times that pass and keys of its own: its bytes are never the same.</summary>
    public static IEnumerable<string> Pages(string document) =>
        [$"/rooms/{document}", $"/rooms/{document}/reading", $"/rooms/{document}/export", $"/rooms/{document}/manage", $"/rooms/{document}/projector", $"/hypothesis/documents/{document}"];

    public static IEnumerable<string> PagesOfModerators(string seminar) => [$"/seminars/{seminar}/queue", $"/seminars/{seminar}/audit"];
}
