using Collab.Server.Hosting;
using Microsoft.Extensions.Options;

namespace Collab.Server.Hypothesis;

/// <summary>
/// The addresses of a document for Hypothesis' client. They are of the page's own origin: its policy lets the client ask no other.
/// </summary>
/// <param name="Origin">Scheme, host and port.</param>
internal sealed record HypothesisAddress(string Origin, string Document)
{
    public static HypothesisAddress Of(HttpContext context, string document)
    {
        var request = context.Request;
        // Behind a proxy that encrypts, the request says nothing of it.
        var known = context.RequestServices.GetRequiredService<IOptions<ServerOptions>>().Value.PublicUrl;
        return new(known is not null && known.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase) ? known.GetLeftPart(UriPartial.Authority) : $"{request.Scheme}://{request.Host}", document);
    }

    /// <summary>The page with the text.</summary>
    public Uri Page => new($"{Origin}{HypothesisApi.Documents}/{Uri.EscapeDataString(Document)}");

    /// <summary>With the stroke at its end, under which the client looks for the token's address.</summary>
    public string Api => $"{Page}/api/";

    /// <summary>The client's own frame.</summary>
    public string App => $"{Page}/app";

    public string Room => $"{Origin}/rooms/{Uri.EscapeDataString(Document)}";

    public string Live => $"ws{Origin["http".Length..]}{HypothesisApi.Live}/{Uri.EscapeDataString(Document)}";

    /// <summary>Where the vendored client is.</summary>
    public string Client => $"{Origin}/vendor/hypothesis/";

    /// <summary>What users' names end with.</summary>
    public string Authority => Page.Host;

    /// <summary>Whether an address that the client asks about is this document's.</summary>
    public bool IsOf(string uri) => uri.Contains(Document, StringComparison.Ordinal);
}
