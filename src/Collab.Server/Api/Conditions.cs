using Collab.Domain.Annotations;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Collab.Server.Api;

/// <summary>Conditional requests and content codings.</summary>
internal static class Conditions
{
    /// <summary>The entity tag of an annotation: its version and state, which is what an edit may not overlook.</summary>
    public static string ETag(Annotation annotation) => $"\"{annotation.Version}-{annotation.State.ToString().ToLowerInvariant()}\"";

    /// <summary>Whether one of the tags of the header is the tag, or any will do. What is no tag is passed over.</summary>
    public static bool Matches(StringValues header, string tag) =>
        EntityTagHeaderValue.TryParseList(header, out var tags) && tags.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Tag == tag);

    /// <summary>The best coding that both sides know: <c>br</c>, <c>gzip</c> or <c>identity</c>.</summary>
    public static string Coding(StringValues accept)
    {
        if (!StringWithQualityHeaderValue.TryParseList(accept, out var codings))
            return "identity";
        var wanted = codings.Where(coding => coding.Quality is not 0).Select(coding => coding.Value.ToString()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return wanted.Contains("br") ? "br" : wanted.Contains("gzip") ? "gzip" : "identity";
    }
}
