using Collab.Domain.Documents;
using Collab.Server.Security;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Rounds;

/// <summary>Everything that can be asked of a document and its seminar: what is sealed is in no answer to it.</summary>
internal static class WaysOut
{
    private static readonly string[] Formats = ["markdown", "html", "jsonld", "json", "csv", "text", "tei", "akn", "hypothesis", "paper", "docx"];

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

    /// <summary>Every address of the document and its seminar that is only read, as the server has them: one that is new is among them. But for that of a round.</summary>
    /// <param name="note">A note of the document, be it there or not; of numbers it is the first.</param>
    public static IEnumerable<string> Mapped(IServiceProvider services, string seminar, string document, string clause, string note) =>
        from endpoint in services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<Permission>() is { Action: not "operate" } && endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains("GET")
        let path = $"/{endpoint.RoutePattern.RawText!.TrimStart('/')}"
        where !path.Contains("{round}")
        select path.Replace("{document}", document).Replace("{seminar}", seminar).Replace("{clause}", clause).Replace("{annotation}", note)
            .Replace("{group}", seminar).Replace("{edition}", Edition.First).Replace("{number}", "1").Replace("{revision}", "1");

    /// <summary>Compares answers of before with answers of after on one day: what says the day says another from midnight on. Where it was midnight meanwhile, once more.</summary>
    /// <param name="compare">In a room of its own.</param>
    public static async Task OnOneDayAsync(Func<Task> compare)
    {
        for (var day = DateTime.MinValue; day != DateTime.UtcNow.Date;)
        {
            day = DateTime.UtcNow.Date;
            try
            {
                await compare();
            }
            catch (Exception) when (day != DateTime.UtcNow.Date)
            {
                // Compared with another day's.
            }
        }
    }

    public static IEnumerable<string> AskedByModerators(string seminar) => [$"/api/seminars/{seminar}/queue", $"/api/seminars/{seminar}/audit"];

    /// <summary>A page has times that pass and keys of its own: its bytes are never the same.</summary>
    public static IEnumerable<string> Pages(string document) =>
        [$"/rooms/{document}", $"/rooms/{document}/reading", $"/rooms/{document}/export", $"/rooms/{document}/manage", $"/rooms/{document}/projector", $"/hypothesis/documents/{document}"];

    public static IEnumerable<string> PagesOfModerators(string seminar) => [$"/seminars/{seminar}/queue", $"/seminars/{seminar}/audit"];
}
