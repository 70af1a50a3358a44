using Collab.Contracts.Presence;
using Collab.Domain.Commands;

namespace Collab.Grains.Documents;

/// <summary>Who was there is not in the log until the session is closed: whoever is here is nobody's record before.</summary>
public sealed partial class DocumentGrain
{
    private async Task<CloseSession> WithAttendanceAsync(CloseSession close)
    {
        // Where it was cut off, another session may have been opened elsewhere.
        await EnsureNewestAsync();
        return Header.Proceedings.Open is { } open
            ? close with { Attended = [.. await GrainFactory.GetGrain<IPresenceGrain>(Stream).AttendedAsync(open.Opened)] }
            : close;
    }
}
