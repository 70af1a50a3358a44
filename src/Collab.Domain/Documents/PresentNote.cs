namespace Collab.Domain.Documents;

/// <summary>A note or a reply that is not gone, by the seq of the event that added it.</summary>
public readonly record struct PresentNote(long Seq, string Id) : IComparable<PresentNote>
{
    public int CompareTo(PresentNote other) => Seq.CompareTo(other.Seq);

    public static bool operator <(PresentNote one, PresentNote other) => one.Seq < other.Seq;

    public static bool operator >(PresentNote one, PresentNote other) => one.Seq > other.Seq;

    public static bool operator <=(PresentNote one, PresentNote other) => one.Seq <= other.Seq;

    public static bool operator >=(PresentNote one, PresentNote other) => one.Seq >= other.Seq;
}
