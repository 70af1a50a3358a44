using System.Text.Json;

namespace Collab.Server.Hypothesis;

/// <summary>The addresses by which the client finds all others. A name that it looks for and does not find leaves it empty.</summary>
internal static class HypothesisLinks
{
    /// <summary>The calls of the API, by their names in parts.</summary>
    private static readonly (string Name, string Method, string Path)[] Calls =
    [
        ("profile.read", "GET", "profile"),
        ("profile.update", "PATCH", "profile"),
        ("profile.groups.read", "GET", "profile/groups"),
        ("groups.read", "GET", "groups"),
        ("group.read", "GET", "groups/:id"),
        ("search", "GET", "search"),
        ("links", "GET", "links"),
        ("annotation.create", "POST", "annotations"),
        ("annotation.read", "GET", "annotations/:id"),
        ("annotation.update", "PATCH", "annotations/:id"),
        ("annotation.delete", "DELETE", "annotations/:id"),
        ("annotation.flag", "PUT", "annotations/:id/flag"),
    ];

    public static void WriteCalls(Utf8JsonWriter json, HypothesisAddress address)
    {
        json.WriteStartObject();
        json.WritePropertyName("links");
        Write(json, address, "", Calls);
        json.WriteEndObject();
    }

    /// <summary>Pages for people.</summary>
    public static void WritePages(Utf8JsonWriter json, HypothesisAddress address)
    {
        json.WriteStartObject();
        json.WriteString("websocket", address.Live);
        json.WriteString("user", $"{address.Room}#:user");
        json.WriteString("search.tag", $"{address.Room}#:tag");
        json.WriteString("account.settings", $"{address.Origin}/account");
        json.WriteString("groups.new", $"{address.Origin}/");
        json.WriteString("groups.leave", $"{address.Origin}/account#:id");
        json.WriteString("signup", $"{address.Origin}/join");
        json.WriteString("help", $"{address.Origin}/help");
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, HypothesisAddress address, string under, IEnumerable<(string Name, string Method, string Path)> calls)
    {
        json.WriteStartObject();
        foreach (var part in calls.GroupBy(call => call.Name[under.Length..].Split('.')[0]))
        {
            json.WritePropertyName(part.Key);
            if (part.First().Name == under + part.Key)
            {
                json.WriteStartObject();
                json.WriteString("method", part.First().Method);
                json.WriteString("url", address.Api + part.First().Path);
                json.WriteEndObject();
            }
            else
            {
                Write(json, address, $"{under}{part.Key}.", part);
            }
        }

        json.WriteEndObject();
    }
}
