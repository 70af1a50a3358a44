namespace Collab.Contracts.Clauses;

/// <summary>The key of a clause's grain: <c>document/clause</c>.</summary>
public static class ClauseKey
{
    public static string Of(string document, string clause) => $"{document}/{clause}";

    public static (string Document, string Clause) Parse(string key)
    {
        var slash = key.IndexOf('/');
        return (key[..slash], key[(slash + 1)..]);
    }
}
