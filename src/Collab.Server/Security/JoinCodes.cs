using System.Collections.Concurrent;
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

    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(90);

    /// <summary>Codes never make moderators.</summary>
    public static readonly Role[] Roles = [Role.Annotator, Role.Guest, Role.Reader];

    // What this process printed, by seminar, and which of it was withdrawn: a mark lives for 90 seconds, and a machine may sleep for longer.
    private readonly ConcurrentDictionary<string, string> _printed = [];
    private readonly ConcurrentDictionary<string, byte> _stopped = [];

    /// <summary>The code that leads into the seminar with the role: the one that is shown already, by whichever node, for longer, or a new one.</summary>
    /// <param name="from">Where it is shown: there guesses elsewhere close nothing. Null where nobody can say.</param>
    /// <returns>The code, until when it holds if nobody shows it on, and whether it is a new one.</returns>
    public async Task<(string Code, DateTimeOffset Expires, bool Anew)> ShowAsync(string seminar, Role role, IPAddress? from = null)
    {
        var shown = ShownIn(seminar, role);
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var known = (await shown.FindAsync())?.Seminar;
            var code = known is null or JoinCode.Withdrawn ? RandomNumberGenerator.GetString(Letters, Length) : known;
            if (known == JoinCode.Withdrawn)
                await shown.WithdrawAsync(JoinCode.Withdrawn);
            if (!await TryShowAsync(seminar, role, code))
            {
                // It was withdrawn meanwhile: it is not taken for the one that is shown again.
                await shown.WithdrawAsync(code);
                continue;
            }

            if (from is not null)
                guesses.Show(from);
            return (code, time.GetUtcNow() + Lifetime, code != known);
        }

        throw new RefusalException("unavailable", "No join code is free right now. Try again in a moment.");
    }

    /// <summary>The same, of a code that is printed here.</summary>
    public async Task<string> PrintAsync(string seminar, Role role) => _printed[seminar] = (await ShowAsync(seminar, role)).Code;

    /// <summary>Shows a code on that was printed here, also where it had run out.</summary>
    /// <returns>False where it was withdrawn, or another is shown in its place.</returns>
    public async Task<bool> ShowOnAsync(string seminar, Role role, string code)
    {
        _printed[seminar] = code;
        return !_stopped.ContainsKey(code)
            && (await ShownIn(seminar, role).FindAsync())?.Seminar is var known && (known is null || known == code) && await TryShowAsync(seminar, role, code);
    }

    /// <summary>The code that is shown now, by whichever node; null where none is.</summary>
    /// <remarks>How long it holds goes by a clock that nobody sets. Nodes of earlier versions do not say.</remarks>
    public async Task<(string Code, DateTimeOffset? Expires)?> CurrentAsync(string seminar, Role role) =>
        await ShownIn(seminar, role).FindAsync() is { Seminar: not JoinCode.Withdrawn } shown ? (shown.Seminar, time.GetUtcNow() + shown.Left) : null;

    /// <summary>A code that is shown now, that which lets do most; null where none is.</summary>
    public async Task<string?> CurrentAsync(string seminar) =>
        (await Task.WhenAll(Roles.Select(role => CurrentAsync(seminar, role)))).FirstOrDefault(shown => shown is not null)?.Code;

    /// <summary>Ends the seminar's codes, whichever nodes show them. For as long as a code lives it is known that it was withdrawn: whoever shows it on hears of it.</summary>
    public async Task WithdrawAsync(string seminar)
    {
        if (_printed.TryGetValue(seminar, out var printed))
            _stopped[printed] = 0;
        foreach (var role in Roles)
        {
            var shown = ShownIn(seminar, role);
            while (!await shown.ShowAsync(JoinCode.Withdrawn, role))
            {
                if (await shown.FindAsync() is not { Seminar: var code })
                    continue;
                await shown.WithdrawAsync(code);
                await GrainOf(code).WithdrawAsync(seminar);
            }
        }
    }

    /// <summary>Ends one code, where it is still the one that is shown.</summary>
    public async Task WithdrawAsync(string seminar, Role role, string code)
    {
        await ShownIn(seminar, role).WithdrawAsync(code);
        await GrainOf(code).WithdrawAsync(seminar);
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

    private async Task<bool> TryShowAsync(string seminar, Role role, string code)
    {
        if (!await GrainOf(code).ShowAsync(seminar, role))
            return false;
        if (await ShownIn(seminar, role).ShowAsync(code, role))
            return true;
        // It was withdrawn just now, or another node's came first.
        await GrainOf(code).WithdrawAsync(seminar);
        return false;
    }

    // In the place where codes are kept, so that nodes of earlier versions hold it as well.
    private IJoinCodeGrain ShownIn(string seminar, Role role) => grains.GetGrain<IJoinCodeGrain>($"{seminar} {role}");

    // Orleans logs the keys of grains.
    private IJoinCodeGrain GrainOf(string code) => grains.GetGrain<IJoinCodeGrain>(Secret.Hash(code));
}
