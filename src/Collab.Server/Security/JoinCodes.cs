using System.Net;
using System.Security.Cryptography;
using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Server.Limits;
using Collab.Storage.Accounts;

namespace Collab.Server.Security;

/// <summary>The six letters by which people come in while somebody shows them.</summary>
public sealed class JoinCodes(IGrainFactory grains, CodeGuesses guesses, TimeProvider time)
{
    public const int Length = 6;

    /// <summary>No letter that is taken for another or for a digit, and no vowels: no words come of it.</summary>
    private const string Letters = "BCDFGHJKLMNPQRSTVWXZ";

    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(90);

    private readonly System.Collections.Concurrent.ConcurrentDictionary<(string Seminar, Role Role), (string Code, long At)> _shown = new();

    /// <summary>The code that leads into the seminar with the role: the one that is shown already, for longer, or a new one.</summary>
    public async Task<(string Code, DateTimeOffset Expires)> ShowAsync(string seminar, Role role)
    {
        var code = Current(seminar, role)?.Code;
        for (var attempt = 0; attempt < 5; attempt++, code = null)
        {
            code ??= RandomNumberGenerator.GetString(Letters, Length);
            if (!await GrainOf(code).ShowAsync(seminar, role))
                continue;
            _shown[(seminar, role)] = (code, time.GetTimestamp());
            return (code, time.GetUtcNow() + Lifetime);
        }

        throw new RefusalException("unavailable", "No join code is free right now. Try again in a moment.");
    }

    /// <summary>The code that this node shows now; null where it shows none.</summary>
    /// <remarks>How long it holds goes by a clock that nobody sets.</remarks>
    public (string Code, DateTimeOffset Expires)? Current(string seminar, Role role) =>
        _shown.TryGetValue((seminar, role), out var shown) && Lifetime - time.GetElapsedTime(shown.At) is var left && left > TimeSpan.Zero
            ? (shown.Code, time.GetUtcNow() + left)
            : null;

    public async Task WithdrawAsync(string seminar)
    {
        foreach (var (key, shown) in _shown)
        {
            if (key.Seminar == seminar && _shown.TryRemove(key, out _))
                await GrainOf(shown.Code).WithdrawAsync(seminar);
        }
    }

    /// <summary>Where a code leads; null for one that nobody shows. Small letters, spaces and dashes are as good.</summary>
    /// <param name="from">Where it was typed.</param>
    /// <param name="joining">Whether somebody wants to come in by it.</param>
    /// <exception cref="RateLimitedException">So many were wrong that were typed there.</exception>
    public async Task<JoinCode?> FindAsync(string typed, IPAddress from, bool joining)
    {
        var code = LettersOf(typed);
        if (code.Length != Length || !code.All(Letters.Contains))
        {
            guesses.CountWrong(from, null, joining);
            return null;
        }

        guesses.Begin(from, code);
        var isWrong = false;
        try
        {
            var found = await GrainOf(code).FindAsync();
            isWrong = found is null;
            return found;
        }
        finally
        {
            if (isWrong)
                guesses.CountWrong(from, code, joining);
            else
                guesses.Forget(from, code);
        }
    }

    /// <summary>What was typed, as the code is printed.</summary>
    public static string LettersOf(string typed) => string.Concat(typed.ToUpperInvariant().Where(char.IsAsciiLetter));

    // Orleans logs the keys of grains.
    private IJoinCodeGrain GrainOf(string code) => grains.GetGrain<IJoinCodeGrain>(Secret.Hash(code));
}
