using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Collab.Server.Tests.W3c;

/// <summary>What the server answered to a client of the protocol.</summary>
internal sealed record Answer(int Status, HttpResponseHeaders Headers, HttpContentHeaders Content, string Body)
{
    public const string Profile = "application/ld+json; profile=\"http://www.w3.org/ns/anno.jsonld\"";

    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();

    public string ETag => Headers.ETag?.ToString() ?? "";

    public string ContentLocation => Content.TryGetValues("Content-Location", out var values) ? values.Single() : "";

    public string Link => string.Join(", ", Values("Link"));

    public string Vary => string.Join(", ", Values("Vary"));

    public IReadOnlyList<string> Allow => [.. Content.Allow];

    public bool IsProfiled => Content.ContentType is { MediaType: "application/ld+json" } type && type.Parameters.Any(p => p.Name == "profile" && p.Value == "\"http://www.w3.org/ns/anno.jsonld\"");

    public IEnumerable<string> Values(string header) => Headers.TryGetValues(header, out var values) ? values : [];

    /// <param name="body">JSON to be written, or a text to be sent as it is; null for none.</param>
    /// <param name="type">The content type of the body.</param>
    public static async Task<Answer> OfAsync(HttpClient http, string method, string address, object? body = null, string type = Profile, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body as string ?? ((JsonNode)body).ToJsonString()));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await http.SendAsync(request);
        return new Answer((int)response.StatusCode, response.Headers, response.Content.Headers, await response.Content.ReadAsStringAsync());
    }
}
