namespace Collab.Domain.Seminars;

/// <summary>That a member reads on and writes nothing that others see.</summary>
/// <param name="Until">When it ends by itself, by the clock; null where somebody must end it.</param>
/// <param name="By">The member who said so.</param>
public sealed record Mute(DateTimeOffset? Until, string? Reason, string By)
{
    public bool HoldsAt(DateTimeOffset now) => Until is null || now < Until;

    /// <summary>What its member is told who writes all the same.</summary>
    public RefusalException Refusal => new("muted",
        $"You are muted{(Until is { } end ? $" until {end.ToUniversalTime():yyyy-MM-dd HH:mm} UTC" : "")}{(Reason is null ? "" : $": {Reason.TrimEnd('.')}")}. You read on, and write private notes. A moderator can end it.");
}
