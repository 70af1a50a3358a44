namespace Collab.Web.Models;

/// <summary>What the script of the room starts from: the JSON of <c>#room-data</c>.</summary>
public sealed record RoomData(
    string Document,
    string Seminar,
    string Title,
    MemberModel Me,
    IReadOnlyList<string> May,
    string Epoch,
    long Seq)
{
    /// <summary>The revision of the text on the page.</summary>
    public int Revision { get; init; } = 1;

    /// <summary>The title of the seminar.</summary>
    public string? SeminarTitle { get; init; }

    /// <summary>What the others see in the place of one's name; null where names are shown.</summary>
    public string? Pseudonym { get; init; }

    /// <summary>True where nobody is told where one reads, selects and writes.</summary>
    public bool? HidesPlace { get; init; }

    /// <summary>True where it is a copy to rehearse in, whose readers are made up.</summary>
    public bool? Rehearsal { get; init; }

    /// <summary>True when the page travels without encryption.</summary>
    public bool? Insecure { get; init; }

    /// <summary>True where the server sends mails.</summary>
    public bool? Mails { get; init; }

    /// <summary>How others reach this room while its server shares it.</summary>
    public ShareModel? Share { get; init; }
}
