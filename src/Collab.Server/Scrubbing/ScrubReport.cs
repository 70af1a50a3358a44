using Collab.Server.Admin;

namespace Collab.Server.Scrubbing;

/// <summary>What a round of the scrub has found.</summary>
/// <param name="Ended">When it ended.</param>
/// <param name="Streams">The streams that were read.</param>
/// <param name="Events">The events that were read.</param>
/// <param name="Damaged">Where they are not what was written.</param>
public sealed record ScrubReport(DateTimeOffset Ended, int Streams, long Events, IReadOnlyList<Verification.Damage> Damaged);
