namespace Collab.Web.Models;

/// <summary>A line of a document's metadata as printed ("Source", "Collected Works, …").</summary>
public sealed record MetadataEntry(string Key, string Value);
