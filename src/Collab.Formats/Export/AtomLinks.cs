namespace Collab.Formats.Export;

/// <summary>Where a page of an Atom feed stands among the others (RFC 5005).</summary>
/// <param name="Self">The address of this page.</param>
/// <param name="First">The address of the first page.</param>
/// <param name="Next">The address of the page with what changed before; null for the last.</param>
public sealed record AtomLinks(Uri Self, Uri First, Uri? Next);
