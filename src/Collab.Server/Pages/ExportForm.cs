using Collab.Formats.Export;
using Collab.Server.Api;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Primitives;

namespace Collab.Server.Pages;

/// <summary>The form of the export page: the query of the API, but that a point has a field of its own and that all may be left out.</summary>
internal sealed class ExportForm(IQueryCollection fields)
{
    private const int LongestSearch = 200;

    /// <summary>"clause" where one point is asked for, by either way of asking.</summary>
    public string Scope => Asked.Split(':')[0] is var kind && kind.Length > 0 ? kind : Picked.Count > 0 ? ExportScope.Selected : ExportScope.Everything;

    public string? Point => Scope == ExportScope.OneClause ? Asked.Contains(':') ? Asked[(Asked.IndexOf(':') + 1)..] : fields["clause"].ToString() : null;

    public IReadOnlySet<string> Picked { get; } = fields["annotation"].OfType<string>().ToHashSet();

    public string AsOf => fields["at"].ToString() is var at && at != "latest" ? at : "";

    public string Search => fields["q"].ToString().Trim() is var words && words.Length <= LongestSearch ? words : "";

    public int Page => int.TryParse(fields["page"], out var page) ? page : 1;

    private string Asked => fields["scope"].ToString();

    /// <summary>What is asked for.</summary>
    /// <exception cref="Domain.RefusalException"><c>bad-request</c>: as the API refuses it.</exception>
    public ExportQuery Read() => ExportQuery.Read(new QueryCollection(new Dictionary<string, StringValues>
    {
        ["format"] = fields["format"].ToString() is { Length: > 0 } format ? format : "markdown",
        ["scope"] = Point is { } point ? $"{ExportScope.OneClause}:{point}" : Scope,
        ["annotation"] = fields["annotation"],
        ["at"] = AsOf,
        ["tz"] = fields["tz"],
    }));

    /// <summary>What follows the format in the address that the API has for it.</summary>
    public static string Query(ExportQuery asked)
    {
        var query = new QueryBuilder { { "scope", asked.Scope.Name } };
        query.Add("annotation", asked.Scope.Annotations);
        if (asked.At is { } at)
            query.Add("at", $"{at}");
        if (asked.Zone != TimeZoneInfo.Utc)
            query.Add("tz", asked.Zone.Id);
        return query.ToString()[1..];
    }
}
