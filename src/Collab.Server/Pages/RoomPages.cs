using System.Globalization;
using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Documents;
using Collab.Domain.Policy;
using Collab.Domain.Revisions;
using Collab.Domain.Views;
using Collab.Server.Api;
using Collab.Server.Feeds;
using Collab.Server.Hosting;
using Collab.Server.Mail;
using Collab.Server.Presence;
using Collab.Server.Rehearsing;
using Collab.Server.Security;
using Collab.Web.Models;
using Collab.Web.Pages;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Collab.Server.Pages;

/// <summary>The room.</summary>
internal static class RoomPages
{
    public static void Map(WebApplication app)
    {
        var room = app.MapGroup("/rooms/{document}").ExcludeFromDescription();
        room.Door(Right.ReadDocument).MapGet("", RoomAsync);
    }

    /// <summary>The clauses as pages show them: the outermost are at level 1.</summary>
    public static IReadOnlyList<ClauseModel> Clauses(DocumentHeader header) =>
        [.. header.Clauses.Select(clause => Clause(header, clause))];

    public static ClauseModel Clause(DocumentHeader header, Clause clause) =>
        new(clause.Id, clause.Label, SnapshotWriter.Name(clause.Kind), clause.Level + 1, clause.Text) { Locked = header.Locked.Contains(clause.Id) };

    public static IReadOnlyList<MetadataEntry> Metadata(DocumentHeader header) =>
        [.. header.Metadata.Entries.Select(entry => new MetadataEntry(entry.Key, entry.Value))];

    /// <summary>A moment before the text was revised: the room has the text of now alone. Null for any other, and for what is no moment of this log, which the room says.</summary>
    private static long? OfAnEarlierText(string? at, DocumentHeader header)
    {
        var colon = at?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        return (colon < 0 || at![..colon] == header.Epoch) && long.TryParse(at?[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var seq) && header.Former is [.., var last] && seq <= last.Until ? seq : null;
    }

    private static async Task<IResult> RoomAsync(HttpContext context, string document, DocumentFeeds feeds, IGrainFactory grains, PublicAddress address, JoinCodes codes, HiddenPlaces hidden, Rehearsals rehearsals, SnapshotCache snapshots, IOptions<ServerOptions> options)
    {
        var feed = await feeds.DemandAsync(document, context.RequestAborted);
        await feed.EnsureFreshAsync(context.DemandCaller().Person, context.RequestAborted);
        var (header, seat) = (feed.State.Header, context.Seat());
        if (OfAnEarlierText(context.Request.Query["at"], header) is { } past)
            return Results.Redirect($"/rooms/{document}/reading?at={past.ToString(CultureInfo.InvariantCulture)}");
        // What goes wrong with it is told to whoever asks for it.
        snapshots.PrepareAsync(feed, context.DemandCaller().Person, Conditions.Coding(context.Request.Headers.AcceptEncoding)).Ignore();
        var seminar = await grains.GetGrain<ISeminarGrain>(header.Seminar).OpenAsync();
        var may = PermissionTable.Actions.Where(action => PermissionTable.May(action, seat.Role)).Order(StringComparer.Ordinal).ToList();
        var data = new RoomData(document, header.Seminar, header.Title, new MemberModel(seat.Member, seat.Name, RoleNames.Of(seat.Role)), may, header.Epoch, header.Seq)
        {
            Revision = header.Revision,
            SeminarTitle = seminar?.Title,
            Pseudonym = seminar?.Members.TryGetValue(seat.Member, out var member) == true ? seat.NamesOf(seminar).PseudonymOf(member) : null,
            HidesPlace = await hidden.HidesAsync(context.DemandCaller().Person) ? true : null,
            Rehearsal = await rehearsals.IsAsync(header.Seminar) ? true : null,
            Insecure = !SessionCookie.IsSecure(context.Request) && !AllowedHosts.IsLoopback(context.Request.Host.Host) ? true : null,
            Mails = context.RequestServices.GetRequiredService<MailSwitch>().IsOn ? true : null,
            Share = options.Value.Share && context.MayInvite() && address.ForOthers is { } others
                ? new ShareModel($"{others}/join", (await codes.CurrentAsync(header.Seminar, Role.Annotator))?.Code)
                : null,
        };
        var model = new RoomModel(data, Clauses(header)) { Editions = EditionChoice.Of(header, context.Request.Query, seat.Role, context.Texts()), Metadata = Metadata(header), Closed = header.Closed, Notes = feed.State.Annotations.Count(), Earlier = ReviewQueue.Of(feed.State).Count() };
        W3c.W3cApi.Announce(context, document);
        return new RazorComponentResult<RoomPage>(new { Frame = PageFrames.Of(context, seat.Name), Room = model });
    }
}
