using Collab.Domain;
using Collab.Formats.Export;

namespace Collab.Server.Api;

/// <summary>What an export is asked for in a query: <c>format</c>, <c>scope</c>, <c>annotation</c> (repeated), <c>at</c>, <c>tz</c>.</summary>
/// <param name="At">The seq of the moment; null for now.</param>
internal sealed record ExportQuery(IExporter Exporter, ExportScope Scope, long? At, TimeZoneInfo Zone)
{
    /// <exception cref="RefusalException"><c>bad-request</c>: there is no such format, scope or zone, or no such number.</exception>
    public static ExportQuery Read(IQueryCollection query) => new(
        Exporters.Find(query["format"]),
        ExportScope.Parse(query["scope"], query["annotation"]!),
        query["at"].ToString() is "" or "latest" ? null : DocumentsApi.Seq(query, "at"),
        ExportZone.Find(query["tz"]));
}
