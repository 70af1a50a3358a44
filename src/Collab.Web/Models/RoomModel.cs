namespace Collab.Web.Models;

/// <summary>The page of the room.</summary>
public sealed record RoomModel(RoomData Data, IReadOnlyList<ClauseModel> Clauses)
{
    /// <summary>Lines of the document's metadata, in their order.</summary>
    public IReadOnlyList<MetadataEntry> Metadata { get; init; } = [];

    /// <summary>Which editions there are, and which are shown.</summary>
    public EditionsModel Editions { get; init; } = EditionsModel.None;

    /// <summary>How many notes are on an earlier text.</summary>
    public int Earlier { get; init; }

    /// <summary>True when nobody may write any more.</summary>
    public bool Closed { get; init; }

    /// <summary>How many notes there are, for the first paint.</summary>
    public int Notes { get; init; }
}
