namespace Collab.Server.Hypothesis;

/// <summary>An endpoint that takes a <see cref="HypothesisToken"/> of its document. Nowhere else is one taken.</summary>
/// <param name="InQuery">
/// It stands in the query (<c>access_token</c>), and nothing else signs in there: a browser sends no header with a WebSocket of a page's, and a
/// cookie would open it for any site.
/// </param>
public sealed record TakesHypothesisToken(bool InQuery = false)
{
    public const string Query = "access_token";

    /// <summary>The one address at which a token may stand in a query: of a personal one it is refused there too.</summary>
    public static bool MayStandIn(HttpRequest request) => request.Path.StartsWithSegments(HypothesisApi.Live) && HypothesisTokens.IsOne(request.Query[Query]);
}
