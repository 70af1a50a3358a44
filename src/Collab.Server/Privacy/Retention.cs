using System.Text.Json;
using Collab.Contracts.Documents;
using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Events;
using Collab.Domain.Rounds;
using Collab.Domain.Seminars;
using Collab.Server.Erasing;
using Collab.Server.Hosting;
using Collab.Server.Rehearsing;
using Collab.Server.Security;
using Collab.Storage;
using Microsoft.Extensions.Options;

namespace Collab.Server.Privacy;

/// <summary>
/// Ends seminars that have been kept as long as they were to be: it says so beforehand, then deletes them and erases the words of everybody in
/// them. Those of a seminar that somebody deleted it erases a while later.
/// </summary>
internal sealed partial class Retention(IStorage storage, IGrainFactory grains, Eraser eraser, JoinCodes codes, OneNode node, IOptions<ServerOptions> options, TimeProvider time, ILogger<Retention> logger)
    : BackgroundService
{
    /// <summary>How long the operator can still read what was in a seminar that was deleted by mistake; fewer where it was to be kept for fewer.</summary>
    public const int DaysAfterDeletion = 30;

    private const int PageEvents = 200;

    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    private long? _round;

    /// <summary>When a seminar ends if nothing happens in it; null where that has not been said.</summary>
    public async Task<DateTimeOffset?> EndsAsync(SeminarState seminar) =>
        options.Value.DaysKept(seminar.Settings) is { } days && await ReadAsync(seminar.Id) is { } notice ? notice.Ends(days) : null;

    /// <summary>Looks at every seminar once.</summary>
    public async Task RoundAsync()
    {
        TimeSpan? passed = _round is { } before ? time.GetElapsedTime(before) : null;
        _round = time.GetTimestamp();
        var notebooks = (await storage.Log.ListAsync(StreamKind.Notebook)).ToLookup(stream => stream.Stream.Split('/')[0]);
        var rehearsals = await Rehearsals.WithWordsOfOthersAsync(storage.Accounts);
        foreach (var stream in await storage.Log.ListAsync(StreamKind.Seminar))
        {
            try
            {
                if (rehearsals.Contains(stream.Stream))
                    await EndRehearsalAsync(stream.Stream);
                else
                    await LookAtAsync(stream, notebooks, passed);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogLeft(logger, failure, stream.Stream);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!options.Value.AdminOnly)
        {
            await Task.Delay(Every, time, stoppingToken);
            if (node.IsThis)
                await TryRoundAsync();
            else
                _round = null;
        }
    }

    // A background service that throws ends the server.
    private async Task TryRoundAsync()
    {
        try
        {
            await RoundAsync();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogNotLooked(logger, failure);
        }
    }

    private async Task LookAtAsync(StreamInfo stream, ILookup<string, StreamInfo> notebooks, TimeSpan? passed)
    {
        var (seminar, before) = (stream.Stream, await ReadAsync(stream.Stream));
        if (before?.Ended == true || await grains.GetGrain<ISeminarGrain>(seminar).OpenDeletedAsync() is not { } state)
            return;
        if (before?.Ending == true)
        {
            if (state.Deleted)
            {
                await EndAsync(state);
                return;
            }

            // What happened since it was to end is asked as ever.
            before = before with { Ending = false };
        }

        var (days, now) = (DaysKept(state), time.GetUtcNow());
        var notice = days is null ? null : await NextAsync(before, state, state.Deleted ? await DeletedAsync(stream, state) : await LastShownAsync(state, notebooks), days.Value, now, passed);
        if (notice is not null && notice.IsDue(days!.Value, now))
        {
            if (!state.Deleted && !await IsUnusedSinceAsync(seminar, notice, days.Value))
            {
                await SaveAsync(seminar, null);
                return;
            }

            await SaveAsync(seminar, notice with { Ending = true });
            await EndAsync(state);
        }
        else if (notice != before)
        {
            await SaveAsync(seminar, notice);
        }
    }

    /// <param name="shown">When the last thing happened that everybody may know of.</param>
    private async Task<RetentionNotice?> NextAsync(RetentionNotice? before, SeminarState seminar, DateTimeOffset shown, int days, DateTimeOffset now, TimeSpan? passed)
    {
        // A notice that went in the hour in which somebody wrote in a blind round would tell of it: what is sealed is asked again when it is due.
        var used = seminar.Deleted ? shown
            : before?.IsMadeOf(shown) == true ? before.LastUsed
            : RetentionNotice.IsNear(shown, days, now) ? await LastUsedAsync(seminar, shown, days) : shown;
        return RetentionNotice.Next(before, used, days, now, passed) is { } next ? next with { LastShown = shown } : null;
    }

    /// <summary>Asked at the last moment, of what is by then: a round through many seminars takes a while.</summary>
    private async Task<bool> IsUnusedSinceAsync(string seminar, RetentionNotice notice, int days)
    {
        // The seminar last: documents that sleep are told of nobody who comes in.
        var notebooks = (await storage.Log.ListAsync(StreamKind.Notebook)).ToLookup(stream => stream.Stream.Split('/')[0]);
        return await grains.GetGrain<ISeminarGrain>(seminar).OpenAsync() is { } state && await LastUsedAsync(state, await LastShownAsync(state, notebooks), days) == notice.LastUsed;
    }

    // Whose words they were cannot be told any more, so that nobody's erasure would take them away.
    private async Task EndRehearsalAsync(string seminar)
    {
        if ((await ReadAsync(seminar))?.Ended != true && await grains.GetGrain<ISeminarGrain>(seminar).OpenDeletedAsync() is { } state)
            await EndAsync(state);
        await Rehearsals.ForgetAsync(storage.Accounts, seminar);
    }

    private async Task EndAsync(SeminarState state)
    {
        var grain = grains.GetGrain<ISeminarGrain>(state.Id);
        if (!state.Deleted)
            (await grain.DeleteAsync(null, state.Title)).Demand();
        // Nobody comes in from here on. Whoever came while it was looked at is erased too.
        state = await grain.OpenDeletedAsync() ?? state;
        await codes.WithdrawAsync(state.Id);
        foreach (var member in state.Members.Values)
            await storage.Accounts.RemoveMembershipAsync(member.Person, state.Id);
        try
        {
            await eraser.EraseSeminarAsync(state);
        }
        catch (RefusalException refusal) when (refusal.Code == "damaged")
        {
            // All of it is on the list, by which what is left is tried again.
            LogLeft(logger, refusal, state.Id);
        }

        await SaveAsync(state.Id, RetentionNotice.Done(time.GetUtcNow()));
        LogEnded(logger, state.Id, state.Documents.Length);
    }

    private int? DaysKept(SeminarState seminar)
    {
        var days = options.Value.DaysKept(seminar.Settings);
        return seminar.Deleted ? Math.Min(days ?? DaysAfterDeletion, DaysAfterDeletion) : days;
    }

    // Who is erased from it afterwards puts nothing off for the others. One that was deleted a moment ago may be so behind what was listed.
    private async Task<DateTimeOffset> DeletedAsync(StreamInfo stream, SeminarState seminar) =>
        await NewestAsync(stream, kind => kind == nameof(SeminarDeleted)) ?? seminar.At;

    /// <summary>When the newest thing happened in the seminar, in its documents, or in somebody's private notes to them.</summary>
    private async Task<DateTimeOffset> LastShownAsync(SeminarState seminar, ILookup<string, StreamInfo> notebooks)
    {
        // To have read, and what one watches, is nothing that happens.
        var last = seminar.At;
        foreach (var document in seminar.Documents)
        {
            foreach (var stream in notebooks[document].Append(await storage.Log.FindAsync(document)))
            {
                if (stream is { Head: > 0 } && await NewestAsync(stream, kind => kind is not (nameof(ReadMarked) or nameof(WatchSet))) is { } at && at > last)
                    last = at;
            }
        }

        return last;
    }

    /// <summary>That, or what is sealed: blind rounds, what waits for a moderator or was flagged, prepared pins. When it ends everybody is told, so that no time of these may be in it.</summary>
    private async Task<DateTimeOffset> LastUsedAsync(SeminarState seminar, DateTimeOffset shown, int days)
    {
        var (aside, newest, isOpen) = (await storage.Log.ListAsync(StreamKind.Sealed), shown, false);
        foreach (var document in seminar.Documents)
        {
            foreach (var stream in aside.Where(stream => stream.Stream.StartsWith($"{document}/", StringComparison.Ordinal)))
            {
                if (await NewestAsync(stream, IsUse) is { } at && at > newest)
                    newest = at;
            }

            isOpen = isOpen || (await grains.GetGrain<IDocumentGrain>(document).OpenContextAsync())?.Rounds.Any(round => round.State == RoundState.Open) == true;
        }

        return RetentionNotice.Used(shown, newest, isOpen, days);

        // What goes with an event that everybody sees is counted by that one: it is a moment later here.
        static bool IsUse(string kind) => kind is not (nameof(ApprovalBegun) or nameof(ApprovalRefused) or nameof(NoteApproved) or nameof(RoundEnded) or nameof(ContentErased));
    }

    /// <summary>When the newest event of one of the kinds happened in the log.</summary>
    private async Task<DateTimeOffset?> NewestAsync(StreamInfo stream, Func<string, bool> counts)
    {
        for (var end = stream.Head; end > 0; end -= PageEvents)
        {
            var page = await storage.Log.ReadAsync(stream.Stream, Math.Max(0, end - PageEvents), (int)Math.Min(PageEvents, end));
            if (page.LastOrDefault(e => counts(e.Kind)) is { } newest)
                return newest.At;
        }

        return null;
    }

    private async Task<RetentionNotice?> ReadAsync(string seminar) =>
        await storage.Accounts.ReadSettingAsync(Key(seminar)) is { Length: > 0 } kept ? JsonSerializer.Deserialize<RetentionNotice>(kept.Span) : null;

    // Empty it says nothing.
    private Task SaveAsync(string seminar, RetentionNotice? notice) =>
        storage.Accounts.SaveSettingAsync(Key(seminar), notice is null ? ReadOnlyMemory<byte>.Empty : JsonSerializer.SerializeToUtf8Bytes(notice));

    private static string Key(string seminar) => $"retention/{seminar}";

    [LoggerMessage(Level = LogLevel.Warning, Message = "The seminar {Seminar} was kept as long as it was to be, or rehearsed with words of others: it is deleted, and the words of its members in {Documents} documents are erased")]
    private static partial void LogEnded(ILogger logger, string seminar, int documents);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Which seminars are still to be kept could not be looked at; it is tried again within the hour")]
    private static partial void LogNotLooked(ILogger logger, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Whether the seminar {Seminar} is still to be kept could not be looked at; it is tried again within the hour")]
    private static partial void LogLeft(ILogger logger, Exception failure, string seminar);
}
