namespace Collab.Web.Models;

/// <summary>A document on the page of links and people: open or closed, with its pace and its locks.</summary>
/// <param name="Pause">Seconds between two notes of one member; 0 for none.</param>
/// <param name="Approval">Whether notes wait for a moderator.</param>
/// <param name="AsOf">The document's seq that the reader sees.</param>
public sealed record DocumentRow(string Id, string Title, bool Closed, int Pause, bool Approval, long AsOf, IReadOnlyList<LockRow> Locks);
