namespace Collab.Domain.Commands;

/// <summary>From now on so many seconds lie between two notes or replies of one member; moderators write as before.</summary>
public sealed record SetSlowMode : Command
{
    /// <summary>The longest pause: an hour.</summary>
    public const int Most = 3600;

    /// <summary>0 for none.</summary>
    public required int Seconds { get; init; }

    public override string? Home => null;
}
