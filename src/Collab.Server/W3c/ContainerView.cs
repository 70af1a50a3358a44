using System.Globalization;
using Collab.Domain;

namespace Collab.Server.W3c;

/// <summary>Which view of a container is asked for: by its address, else by what the client prefers.</summary>
/// <param name="Page">The seq after which the page begins; null for the container itself.</param>
/// <param name="Applied">Whether a preference was followed.</param>
internal sealed record ContainerView(bool Iris, bool Minimal, long? Page, bool Applied)
{
    private const string PreferIris = "http://www.w3.org/ns/oa#PreferContainedIRIs", PreferDescriptions = "http://www.w3.org/ns/oa#PreferContainedDescriptions",
        PreferMinimal = "http://www.w3.org/ns/ldp#PreferMinimalContainer";

    /// <exception cref="RefusalException"><c>not-found</c>: the address is that of no view.</exception>
    public static ContainerView Of(HttpRequest request)
    {
        var page = request.Query["page"].ToString() is { Length: > 0 } text
            ? long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var after) ? after : throw new RefusalException("not-found", "There is no such page. Begin at the container’s first.")
            : (long?)null;
        var asked = Included(request);
        var (iris, descriptions, minimal) = (asked.Contains(PreferIris), asked.Contains(PreferDescriptions), asked.Contains(PreferMinimal));
        return request.Query["iris"].ToString() switch
        {
            // What is at an address of a view is that view, whatever is preferred.
            "0" => new(false, minimal && page is null, page, minimal && page is null),
            "1" => new(true, minimal && page is null, page, minimal && page is null),
            "" => page is null ? new(iris && !descriptions, minimal, null, iris || descriptions || minimal) : new(false, false, page, false),
            _ => throw new RefusalException("not-found", "There is no such view. Ask the container, with a preference if there is one."),
        };
    }

    /// <summary>What the preference <c>return=representation</c> is to include (RFC 7240; the parameter is LDP's). What else is preferred is not our business.</summary>
    private static HashSet<string> Included(HttpRequest request)
    {
        var included = new HashSet<string>(StringComparer.Ordinal);
        foreach (var preference in request.Headers["Prefer"].SelectMany(header => (header ?? "").Split(',')))
        {
            var parts = preference.Split(';', StringSplitOptions.TrimEntries);
            if (!parts[0].Replace("\"", "", StringComparison.Ordinal).Equals("return=representation", StringComparison.OrdinalIgnoreCase))
                continue;
            foreach (var part in parts.Skip(1).Where(part => part.StartsWith("include=", StringComparison.OrdinalIgnoreCase)))
                included.UnionWith(part["include=".Length..].Trim('"').Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }

        return included;
    }
}
