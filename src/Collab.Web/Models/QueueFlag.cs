namespace Collab.Web.Models;

/// <summary>Who asked for a look at a note, when, and why if they said so.</summary>
public sealed record QueueFlag(string By, DateTimeOffset At, string? Reason);
