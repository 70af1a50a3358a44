using Collab.Contracts.Seminars;
using Collab.Domain.Annotations;
using Collab.Domain.Policy;
using Collab.Domain.Reading;
using Collab.Domain.Seminars;
using Collab.Server.Api;
using Collab.Server.Feeds;
using Collab.Server.Hosting;
using Collab.Server.Privacy;
using Collab.Server.Security;
using Collab.Server.University;
using Collab.Storage.Accounts;
using Collab.Web.Languages;
using Collab.Web.Models;
using Collab.Web.Pages;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Collab.Server.Pages;

/// <summary>Links, people, hidden notes and locks of a seminar.</summary>
internal static class ManagePages
{
    public static void Map(WebApplication app)
    {
        var pages = app.MapGroup("").ExcludeFromDescription();
        pages.Door(Right.SeeMembers).MapGet("/rooms/{document}/manage", OfDocumentAsync);
        pages.Door(Right.SeeMembers).MapGet("/seminars/{seminar}/manage", OfSeminarAsync);
    }

    private static Task<IResult> OfDocumentAsync(HttpContext context, string document) => PageAsync(context, context.Seat().Seminar, document);

    private static Task<IResult> OfSeminarAsync(HttpContext context, string seminar) => PageAsync(context, seminar, null);

    private static async Task<IResult> PageAsync(HttpContext context, string id, string? document)
    {
        var (services, seat) = (context.RequestServices, context.Seat());
        var seminar = (await services.GetRequiredService<IGrainFactory>().GetGrain<ISeminarGrain>(id).OpenAsync())!;
        var names = seat.NamesOf(seminar);
        var (mayInvite, mayModerate) = (May("invite-to-annotator"), May("hide-annotation"));
        var feeds = services.GetRequiredService<DocumentFeeds>();
        IReadOnlyList<DocumentFeed> documents = mayModerate ? await feeds.OpenReadableAsync(seminar.Documents) : [];
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var code = mayInvite ? await services.GetRequiredService<JoinCodes>().CurrentAsync(id, Role.Annotator) : null;
        var model = new ManageModel(id, seminar.Title)
        {
            Document = document,
            MayInvite = mayInvite,
            MayModerate = mayModerate,
            HasPasskeys = (await services.GetRequiredService<IAccountStore>().ListPasskeysAsync(context.DemandCaller().Person)).Count > 0,
            SignInAgainBy = await UniversitySetup.SignsInAsync(context),
            InviteRoles = [.. RoleNames.All.Where(role => May(RoleNames.Parse(role) > Role.Annotator ? "invite-above" : "invite-to-annotator"))],
            Invites = mayInvite ? [.. seminar.Invites.Values.OrderByDescending(invite => invite.Created).Select(invite => ToRow(names, seminar, invite))] : [],
            Code = code?.Code,
            CodeExpires = code?.Expires,
            Codes = mayInvite ? [.. CodeRows(names, seminar)] : [],
            JoinAddress = $"{services.GetRequiredService<PublicAddress>().Of(context.Request)}/join",
            People = [.. seminar.Members.Values.Where(member => !member.Removed).OrderByDescending(member => member.Role).ThenBy(member => member.Joined).Select(member => ToRow(names, member, seat, now))],
            Former = May("erase") || mayModerate ? [.. seminar.Members.Values.Where(member => member.Removed).OrderBy(member => member.Joined).Select(member => ToRow(names, member, seat, now))] : [],
            Roles = May("change-role") ? RoleNames.All : [],
            Rules = new RulesModel(NameRules.NameOf(seminar.Settings.Names), seminar.Settings.GuestsExport)
            {
                Settled = SeminarDecider.NamesAreSettled(seminar),
                Days = seminar.Settings.RetentionDays,
                ServerDays = services.GetRequiredService<IOptions<ServerOptions>>().Value.DaysKept(SeminarSettings.Default),
                Ends = await services.GetRequiredService<Retention>().EndsAsync(seminar),
                MayChange = May("change-settings"),
            },
            Hidden = [.. documents.SelectMany(feed => Hidden(feed, names.Audience))],
            Documents = [.. documents.Select(feed => ToRow(feed, context.Texts()))],
        };
        return new RazorComponentResult<ManagePage>(new { Frame = PageFrames.Of(context, seat.Name), Manage = model });

        bool May(string action) => PermissionTable.For(action, seat.Role).Kind == VerdictKind.Yes && context.DemandCaller().Covers(action);
    }

    private static InviteRow ToRow(SeminarNames names, SeminarState seminar, Invite invite) => new(invite.Id, RoleNames.Of(invite.Role), invite.Created, invite.Joined.Length)
    {
        Expires = invite.Expires,
        MaxUses = invite.MaxUses,
        Revoked = invite.Revoked,
        By = names.MakerOf(invite),
        EndedAs = seminar.MakerMay(invite) ? null : RoleNames.Of(SeminarDecider.RoleOf(seminar, invite.CreatedBy)),
        Joined = [.. names.CameBy(invite).Select(names.Of)],
    };

    private static IEnumerable<CodeRow> CodeRows(SeminarNames names, SeminarState seminar)
    {
        var shown = seminar.Codes.Reverse().Select(showing => new CodeRow(RoleNames.Of(showing.Role), seminar.Members.TryGetValue(showing.By, out var by) ? names.Of(by) : "", showing.Joined.Length)
        {
            Since = showing.Since,
            Until = showing.Until,
            Open = showing.Open,
            Joined = [.. names.CameBy(showing.Joined).Select(names.Of)],
        });
        return seminar.CameByPrinted is { IsEmpty: false } printed
            ? shown.Append(new CodeRow(RoleNames.Of(Role.Annotator), "", printed.Length) { Joined = [.. names.CameBy(printed).Select(names.Of)] })
            : shown;
    }

    private static PersonRow ToRow(SeminarNames names, Member member, Seat seat, DateTimeOffset now) => new(member.Id, names.Of(member), RoleNames.Of(member.Role), member.Joined)
    {
        Me = member.Id == seat.Member,
        Pseudonym = names.PseudonymOf(member),
        MayRecover = member.Role < Role.Owner && names.Seminar.Settings.Names != NameRule.PseudonymsForAll && PermissionTable.May("recover-seat", seat.Role),
        MayErase = PermissionTable.For("erase", seat.Role).Kind == VerdictKind.Yes || (member.Id == seat.Member && PermissionTable.May("erase", seat.Role)),
        MayMute = member.Id != seat.Member && !member.Removed && member.Role < Role.Moderator && PermissionTable.May("mute-member", seat.Role),
        Muted = member.Mute is { } mute && mute.HoldsAt(now) && PermissionTable.May("mute-member", seat.Role),
        MutedUntil = member.Mute?.Until,
        MutedFor = member.Mute?.Reason,
        MayRestore = member is { Removed: true, RemovedBy: { } by } && by != member.Id && PermissionTable.For("remove-member", seat.Role).Kind == VerdictKind.Yes && (seat.Role == Role.Owner || member.Role < seat.Role),
        NotesHidden = member.NotesHidden,
        AsOf = member.Changed,
        MayRemove = member.Id == seat.Member || seat.Role == Role.Owner || (seat.Role == Role.Moderator && member.Role < seat.Role),
    };

    private static DocumentRow ToRow(DocumentFeed feed, PageTexts text) => new(
        feed.Document,
        feed.State.Header.Title,
        feed.State.Header.Closed,
        feed.State.Header.SlowMode,
        feed.State.Header.Approval,
        feed.State.Header.Seq,
        [.. feed.State.Header.Clauses.Select(clause => new LockRow(clause.Id, text.NameOf(clause), feed.State.Header.Locked.Contains(clause.Id)))]);

    private static IEnumerable<HiddenRow> Hidden(DocumentFeed feed, Audience audience) => feed.State.Annotations.Where(annotation => annotation.State == AnnotationState.Hidden).OrderBy(annotation => annotation.Number)
        .Select(annotation => new HiddenRow(feed.Document, annotation.Id, annotation.Number, audience.NameOf(annotation.Creator, feed.State.Header) ?? "", annotation.Reason,
            annotation.Body is { } body ? Mentions.Named(body.Text, member => audience.NameOf(member, feed.State.Header), markdown: false) : null));
}
