namespace Collab.Web.Models;

/// <summary>A document on the page of links and people: open or closed, with its locks.</summary>
public sealed record DocumentRow(string Id, string Title, bool Closed, IReadOnlyList<LockRow> Locks);
