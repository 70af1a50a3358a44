namespace Collab.Grains.EventSourcing;

/// <summary>The newest durable event of a log: its seq, time and hash (hexadecimal; empty before the first).</summary>
public readonly record struct LogHead(long Seq, DateTimeOffset At, string Hash);
