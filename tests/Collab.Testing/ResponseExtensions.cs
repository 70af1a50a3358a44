using System.Text.Json.Nodes;

namespace Collab.Testing;

/// <summary>What tests ask of an answer.</summary>
public static class ResponseExtensions
{
    /// <summary>The JSON of an answer that is no refusal.</summary>
    public static async Task<JsonObject> JsonAsync(this HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"{(int)response.StatusCode} {text}");
        return JsonNode.Parse(text)!.AsObject();
    }

    /// <summary>Status and code of an answer: "404 not-found", or "200".</summary>
    public static async Task<string> OutcomeAsync(this HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        return response.Content.Headers.ContentType?.MediaType == "application/problem+json"
            ? $"{(int)response.StatusCode} {(string)JsonNode.Parse(text)!["code"]!}"
            : $"{(int)response.StatusCode}";
    }

    /// <summary>Status and code of an answer that is on its way.</summary>
    public static async Task<string> OutcomeAsync(this Task<HttpResponseMessage> pending)
    {
        using var response = await pending;
        return await response.OutcomeAsync();
    }
}
