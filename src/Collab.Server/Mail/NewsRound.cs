using System.Collections.Concurrent;
using Collab.Contracts.Notebooks;
using Collab.Contracts.Seminars;
using Collab.Domain.Documents;
using Collab.Domain.Reading;
using Collab.Domain.Seminars;
using Collab.Server.Feeds;
using Collab.Server.Hosting;
using Collab.Storage;
using MailKit.Net.Smtp;
using Microsoft.Extensions.Options;

namespace Collab.Server.Mail;

/// <summary>
/// Goes round once a minute to see for whom something is new, and mails it. Every node goes round; what one takes in hand the others leave.
/// Where a mail server does not take it, it is tried again ten minutes later.
/// </summary>
internal sealed partial class NewsRound(NewsChoices choices, Unsubscribing links, MailLine line, DocumentFeeds feeds, IGrainFactory grains, IStorage storage, IOptions<ServerOptions> server, TimeProvider time, ILogger<NewsRound> logger)
    : RecurringService(Every, time)
{
    /// <summary>How often.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    // Where the log stood when nothing was found, and the person's own, which has what they watch: a document in which nothing happens is not woken once a minute.
    private readonly ConcurrentDictionary<(string Document, string Person), (string Epoch, long Head, string? NotebookEpoch, long? NotebookHead)> _quiet = [];

    public override async Task RunAsync(DateTimeOffset now, CancellationToken cancellation = default)
    {
        if (!server.Value.TellsOthers())
            return;
        foreach (var (seminar, person) in await choices.ListAsync())
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                if (await choices.FindAsync(seminar, person) is { } choice && choice.IsDue(now))
                    await LookAsync(seminar, person, choice, now, cancellation);
            }
            catch (Exception failure) when (ConcernsOne(failure, cancellation))
            {
                LogNotNow(failure, seminar);
            }
        }
    }

    protected override void OnFailed(Exception failure) => LogFailed(failure);

    private async Task LookAsync(string seminar, string person, NewsChoice choice, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await grains.GetGrain<ISeminarGrain>(seminar).OpenAsync() is not { } state || state.MemberOf(person) is not { } member)
        {
            await choices.RemoveAsync(seminar, person);
            return;
        }

        if (await storage.Accounts.FindContactAsync(person) is not { Confirmed: not null } contact)
            return;
        var until = now - NewsChoice.Settling;
        List<(DocumentState Document, IReadOnlyList<InboxEntry> Entries)> news = [];
        Dictionary<string, NewsMark> told = choice.Told is { } before ? new(before) : [];
        foreach (var document in state.Documents)
        {
            if (await NewsOfAsync(document, person, member, choice, now, cancellation) is not var (mark, found, entries))
                continue;
            told[document] = mark;
            if (entries.Count > 0)
                news.Add((found!, entries));
        }

        var after = choice with { Since = until, Told = told };
        if (news.Count > 0)
            await SendAsync(seminar, person, choice, after with { Tried = now }, NewsLetters.Write(contact.Address, choice.How, server.Value.PublicUrl!.GetLeftPart(UriPartial.Authority), news, links.PathOf(seminar, person)), cancellation);
        else if (choice.How != NewsFrequency.AtOnce)
            await choices.ReplaceAsync(seminar, person, choice, after);
    }

    /// <summary>What is new in a document, and how far it is told with that; null where there is no such document, or none that can be opened.</summary>
    private async Task<(NewsMark Told, DocumentState? Document, IReadOnlyList<InboxEntry> Entries)?> NewsOfAsync(string document, string person, Member member, NewsChoice choice, DateTimeOffset now, CancellationToken cancellation)
    {
        var notebook = $"{document}/{member.Id}";
        if (await storage.Log.FindAsync(document) is not { } stream)
            return null;
        var own = await storage.Log.FindAsync(notebook);
        var stands = (stream.Epoch, stream.Head, own?.Epoch, own?.Head);
        var told = new NewsMark(stream.Epoch, stream.Head);
        if (_quiet.TryGetValue((document, person), out var quiet) && quiet == stands)
            return (told, null, []);
        if (await feeds.OpenReadableAsync([document], cancellation) is not [var feed])
            return null;
        await feed.EnsureFreshAsync(person, cancellation);
        await feed.WaitForAsync(stream.Head, cancellation);
        var marks = (await grains.GetGrain<INotebookGrain>(notebook).OpenAsync()).Marks;
        var state = feed.State;
        // What came behind the head is looked at the next time. What an import dates back is as old as it says.
        List<InboxEntry> entries = [.. Inbox.Of(state, member.Id, marks).Where(entry => entry.Unread && entry.Note.Seq <= stream.Head
            && choice.IsNew(document, stream.Epoch, entry.Note.Seq, entry.Note.Created) && (entry.Note.Imported is null || entry.Note.Created > choice.Since))];
        if (entries.Count == 0)
            _quiet[(document, person)] = stands;
        // Before what is to settle nothing is told that comes after it. A note that is dated further ahead than that was written by another clock.
        var settles = entries.Where(entry => (now - entry.Note.Created).Duration() < NewsChoice.Settling).Select(entry => entry.Note.Seq).DefaultIfEmpty(stream.Head + 1).Min();
        entries.RemoveAll(entry => entry.Note.Seq >= settles);
        return (told with { Seq = settles - 1 }, state, entries);
    }

    private async Task SendAsync(string seminar, string person, NewsChoice before, NewsChoice after, Letter letter, CancellationToken cancellation)
    {
        if (!await choices.ReplaceAsync(seminar, person, before, after))
            return;
        try
        {
            await line.SendAsync(letter, cancellation);
        }
        catch (Exception failure)
        {
            var (kind, status) = (failure.GetType().Name, failure is SmtpCommandException refused ? (int)refused.StatusCode : 0);
            LogNotSent(kind, status);
            await choices.ReplaceAsync(seminar, person, after, before with { Tried = after.Tried });
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "News could not be mailed: {Kind}, SMTP status {Status}. It is tried again in ten minutes. See docs/mail.md")]
    private partial void LogNotSent(string kind, int status);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A round of news ended early; the next one comes in a minute")]
    private partial void LogFailed(Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "News of the seminar {Seminar} cannot be read now; it is looked for again in a minute")]
    private partial void LogNotNow(Exception failure, string seminar);
}
