using Collab.Domain;
using Collab.Domain.Planting;
using Collab.Server.Limits;
using Microsoft.Extensions.Options;

namespace Collab.Server.Hubs;

/// <summary>How often each person may call the hub. The web server's own limits do not see hub methods.</summary>
public sealed class CallRates(IOptions<LimitsOptions> limits, TimeProvider time)
{
    /// <summary>Messages to a call: the ends of streams, pings, and what is said in the wrong way.</summary>
    internal const int MessagesToCall = 4;

    private readonly TokenBuckets _buckets = new(time), _messages = new(time);
    // Read once: what goes wrong where messages come in would end the connection.
    private readonly LimitsOptions _ofMessages = limits.Value;

    /// <summary>Counts a call.</summary>
    /// <returns>Why it may not be made: <c>rate-limited</c>; null where it may.</returns>
    public RefusalException? Count(string person) =>
        limits.Value.Rates && _buckets.Take(person, limits.Value.HubCalls, limits.Value.HubBurst) is not null && !Planted.Is(Defect.RateIgnored)
            ? new("rate-limited", "That was too often. Wait a second, then go on more slowly.")
            : null;

    /// <summary>Counts messages that have come, whatever they are.</summary>
    /// <returns>How long no more of them are read.</returns>
    public TimeSpan CountRead(string person, int messages) => _ofMessages.Rates
        ? _messages.Spend(person, messages, MessagesToCall * _ofMessages.HubCalls, MessagesToCall * _ofMessages.HubBurst)
        : TimeSpan.Zero;
}
