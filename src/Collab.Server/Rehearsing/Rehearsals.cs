using Collab.Contracts;
using Collab.Contracts.Clauses;
using Collab.Contracts.Documents;
using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Domain.Sessions;
using Collab.Server.Api;
using Collab.Server.Commands;
using Collab.Server.Feeds;
using Collab.Server.Security;
using Collab.Storage.Accounts;

namespace Collab.Server.Rehearsing;

/// <summary>A copy of a text in a seminar of one's own, with readers that are made up: nobody else has a way into it.</summary>
public sealed class Rehearsals(IGrainFactory grains, IAccountStore accounts, DocumentFeeds feeds, Seats seats, JoinCodes codes)
{
    private const string Prefix = "Rehearsal: ", Setting = "rehearsal:";

    /// <summary>What stands where somebody else has pinned words of theirs, or of others.</summary>
    private const string PinnedByOthers = "(Somebody else’s note is pinned here. A rehearsal has its place, and not its words.)";

    /// <summary>The first copied what others had written, as if its maker had.</summary>
    private const byte WithWordsOfOthers = 1, WithoutThem = 2;

    /// <summary>Whether a seminar is one.</summary>
    public async Task<bool> IsAsync(string seminar) => await accounts.ReadSettingAsync(Key(seminar)) is not null;

    /// <summary>The seminars that are rehearsals of an earlier version, with words of others under their maker's name.</summary>
    internal static async Task<IReadOnlySet<string>> WithWordsOfOthersAsync(IAccountStore accounts)
    {
        HashSet<string> found = [];
        foreach (var key in await accounts.ListSettingsAsync(Setting))
        {
            if (await accounts.ReadSettingAsync(key) is { Span: [WithWordsOfOthers] })
                found.Add(key[Setting.Length..]);
        }

        return found;
    }

    /// <summary>Notes that a rehearsal has such words no more.</summary>
    internal static Task ForgetAsync(IAccountStore accounts, string seminar) => accounts.SaveSettingAsync(Key(seminar), new[] { WithoutThem });

    /// <summary>Begins one, with the places of the pins, the agenda and the stances of the text. What the caller began before ends, as their own act.</summary>
    /// <returns>The seminar, and the document in it.</returns>
    /// <exception cref="RefusalException"><c>bad-name</c>: the caller's name was erased; nothing has ended.</exception>
    public async Task<(string Seminar, string Document)> BeginAsync(Caller caller, DocumentState original, CancellationToken cancellation)
    {
        var person = await accounts.FindPersonAsync(caller.Person) ?? throw SignIns.Missing;
        DisplayName.DemandNamed(person.DisplayName);
        foreach (var (before, seat) in await seats.AllAsync(caller))
        {
            // Whoever was asked into somebody else's, as whatever, ends none by it.
            if (seat.Role == Role.Owner && before.Members[seat.Member].Number == 1 && await IsAsync(before.Id))
                await SeminarsApi.EndAsync(grains, accounts, codes, before, seat.Member, before.Title);
        }

        var id = Identifier.New();
        var title = Prefix + Clause.Shorten(original.Header.Title, SeminarDecider.MaxTitle - Prefix.Length - 1);
        await accounts.SaveSettingAsync(Key(id), new[] { WithoutThem });
        var seminar = grains.GetGrain<ISeminarGrain>(id);
        (await seminar.CreateAsync(title, person.Id, person.DisplayName)).Demand();
        var owner = (await seminar.OpenAsync())!.MemberOf(person.Id)!.Id;
        List<string> readers = [];
        // They are nobody on this server: no account, and so no way in, has these ids.
        foreach (var name in MadeUpReaders.Names)
            readers.Add((await seminar.JoinAsync(Secret.NewId(), name, Role.Annotator)).Demand().Id!);
        var draft = new TextDraft(title, original.Header.Metadata, [.. original.Header.Clauses.Select(clause => new ClauseDraft(clause.Label, clause.Kind, clause.Level, clause.Text))], []);
        var document = (await ImportApi.SaveAsync(grains, id, owner, Guid.NewGuid(), title, draft)).Id;
        var copy = await feeds.DemandAsync(document, cancellation);
        var places = original.Header.Clauses.Zip(copy.State.Header.Clauses).ToDictionary(pair => pair.First.Id, pair => pair.Second.Id);
        List<string> points = [.. copy.State.Header.Clauses.Where(clause => clause.Kind == ClauseKind.Point).DefaultIfEmpty(copy.State.Header.Clauses[0]).Select(clause => clause.Id)];
        foreach (var command in Prepared(original, person.Id, owner, places).Concat(MadeUpReaders.Act(readers, points, original.Header.Stances.Scale)))
        {
            var reply = await SendAsync(document, command);
            // The usual stances are those of a new text.
            if (reply.Code != "already")
                reply.Demand();
        }

        // The last member has joined when whoever makes it looks.
        await accounts.SaveMembershipAsync(new Membership(person.Id, id, owner));
        return (id, document);
    }

    /// <summary>Lets some of the made-up readers do something more, where the session is: each time others.</summary>
    /// <returns>How much they did.</returns>
    /// <exception cref="RefusalException">Of the first of them, where nothing of it can be done: the text is closed, say.</exception>
    public async Task<int> ActAsync(DocumentFeed feed)
    {
        var header = feed.State.Header;
        List<string> readers = [];
        foreach (var member in header.Members.Values.Where(member => !member.Removed && MadeUpReaders.Names.Contains(member.Name)).OrderBy(member => member.Number))
        {
            if (await accounts.FindPersonAsync(member.Person) is null)
                readers.Add(member.Id);
        }

        if (readers.Count == 0)
            return 0;
        var replies = new List<Reply>();
        foreach (var command in MadeUpReaders.GoOn(readers, feed.State))
            replies.Add(command is AddAnnotation or AddReply ? await SealedCommands.AddAsync(grains, feed, command, sent => SendAsync(feed.Document, sent)) : await SendAsync(feed.Document, command));
        // What cannot be done just now is left out, as people leave it out; nothing at all is worth a word.
        var done = replies.Count(reply => reply.Outcome is not null);
        if (done == 0)
            replies[0].Demand();
        return done;
    }

    /// <summary>What its moderators have made ready: stances, pins, agenda. Of words those alone that the maker wrote: nobody's erasure and no hiding of theirs would reach others here.</summary>
    private static IEnumerable<Command> Prepared(DocumentState original, string person, string owner, Dictionary<string, string> places)
    {
        var header = original.Header;
        var maker = header.MemberOf(person)?.Id;
        yield return new SetStances { CommandId = Guid.NewGuid(), Actor = owner, Scale = header.Stances.Scale, Anonymous = header.Stances.Anonymous };
        foreach (var pin in original.Pins)
        {
            if (original.Find(pin.Annotation) is { State: AnnotationState.Shown, Body.Text: { Length: > 0 } text } note)
                yield return new AddAnnotation { CommandId = Guid.NewGuid(), Actor = owner, Targets = [new(places[pin.Clause])], Text = note.Creator == maker && note is { Said: null, Imported: null } ? text : PinnedByOthers, Pin = true };
        }

        if (!header.Proceedings.Agenda.IsEmpty)
            yield return new SetAgenda { CommandId = Guid.NewGuid(), Actor = owner, Items = [.. header.Proceedings.Agenda.Where(item => places.ContainsKey(item.Clause)).Select(item => item with { Clause = places[item.Clause] })] };
    }

    private Task<Reply> SendAsync(string document, Command command) => command.Home is { } clause
        ? grains.GetGrain<IClauseGrain>(ClauseKey.Of(document, clause)).ExecuteAsync(command)
        : grains.GetGrain<IDocumentGrain>(document).ExecuteAsync(command);

    private static string Key(string seminar) => Setting + seminar;
}
