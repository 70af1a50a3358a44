namespace Collab.Grains.Clustering;

/// <summary>When this node last saw its storage.</summary>
public interface IStorageSight
{
    /// <summary>For how long storage has not answered, reckoned from when it was asked; null where it never did.</summary>
    TimeSpan? Silence { get; }
}
