using Collab.Domain;
using Collab.Storage.Accounts;

namespace Collab.Server.Api;

/// <summary>The scopes of tokens as they are called on the wire.</summary>
internal static class ScopeNames
{
    private static readonly TokenScopes[] Known = [TokenScopes.Read, TokenScopes.Annotate, TokenScopes.Moderate, TokenScopes.Export];

    public static IReadOnlyList<string> Of(TokenScopes scopes) => [.. Known.Where(scope => scopes.HasFlag(scope)).Select(Name)];

    /// <exception cref="RefusalException"><c>bad-request</c>: none, or an unknown one.</exception>
    public static TokenScopes Parse(IReadOnlyList<string> names)
    {
        var scopes = Known.Where(scope => names.Contains(Name(scope))).Aggregate(TokenScopes.None, (all, scope) => all | scope);
        return scopes != TokenScopes.None && names.All(name => Known.Any(scope => Name(scope) == name))
            ? scopes
            : throw new RefusalException("bad-request", "The scopes are one or more of read, annotate, moderate, export.");
    }

    /// <summary>Of a single one.</summary>
    public static string Name(TokenScopes scope) => scope.ToString().ToLowerInvariant();
}
