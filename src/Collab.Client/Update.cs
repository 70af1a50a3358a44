namespace Collab.Client;

/// <summary>What a watch brings: a <see cref="Batch"/>, to be added to what one has, or a <see cref="Snapshot"/>, in the place of all that one has.</summary>
public abstract record Update
{
    /// <summary>Where one is when this is taken in.</summary>
    public abstract Cursor Cursor { get; }
}
