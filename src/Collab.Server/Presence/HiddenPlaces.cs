using System.Collections.Concurrent;
using Collab.Storage.Accounts;

namespace Collab.Server.Presence;

/// <summary>Who tells nobody where they read, what they select and that they write: a choice of the person, kept with their account, for every device and seminar.</summary>
public sealed class HiddenPlaces(IAccountStore accounts, TimeProvider time)
{
    /// <summary>How long an answer is taken for true: a choice made on another node of a cluster holds here at the latest then.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);

    private static readonly byte[] Shown = [0];
    private static readonly byte[] Hidden = [1];

    private readonly ConcurrentDictionary<string, (bool Hides, long Asked)> _known = new();

    public async ValueTask<bool> HidesAsync(string person)
    {
        if (_known.TryGetValue(person, out var known) && time.GetElapsedTime(known.Asked) < Lease)
            return known.Hides;
        var asked = time.GetTimestamp();
        var hides = await accounts.ReadSettingAsync(Key(person)) is { } kept && kept.Span.SequenceEqual(Hidden);
        // What was chosen here meanwhile is newer than what was read.
        return _known.AddOrUpdate(person, (hides, asked), (_, before) => before.Asked > asked ? before : (hides, asked)).Hides;
    }

    /// <summary>Durable on return.</summary>
    public async Task ChooseAsync(string person, bool hides)
    {
        await accounts.SaveSettingAsync(Key(person), hides ? Hidden : Shown);
        _known[person] = (hides, time.GetTimestamp());
    }

    private static string Key(string person) => $"hides-place:{person}";
}
