namespace Collab.Web.Models;

/// <summary>A seminar in the list of my rooms.</summary>
public sealed record SeminarCard(string Id, string Title, string Role, IReadOnlyList<RoomCard> Rooms)
{
    /// <summary>The session that was held last, or goes on; null where none was.</summary>
    public SessionCard? Session { get; init; }

    /// <summary>True when I may add documents to it.</summary>
    public bool MayImport { get; init; }

    /// <summary>True when I may open the page of links and people.</summary>
    public bool MayManage { get; init; }
}
