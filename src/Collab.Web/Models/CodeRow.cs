namespace Collab.Web.Models;

/// <summary>That a join code was shown, without its letters.</summary>
/// <param name="Uses">How many came by it.</param>
public sealed record CodeRow(string Role, string By, int Uses)
{
    /// <summary>Since when; null for what the server printed at its start.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>When it ended, where that is known.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>True while it is shown.</summary>
    public bool Open { get; init; }

    /// <summary>Who came by it.</summary>
    public IReadOnlyList<string> Joined { get; init; } = [];
}
