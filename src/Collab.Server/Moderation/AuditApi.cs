using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Server.Api;
using Collab.Server.Security;
using Collab.Storage;

namespace Collab.Server.Moderation;

/// <summary>Who did what to a seminar's people, links and rules, in its order. What was done in a document stands in the document's events.</summary>
internal static class AuditApi
{
    private const int Most = 100;

    /// <param name="Name">The name now; null for the server.</param>
    public sealed record Who(string Id, string? Name);

    public sealed record Rules(string Names, int? RetentionDays, bool GuestsExport);

    public sealed record Row(long Seq, DateTimeOffset At, string Kind, Who Actor)
    {
        public Who? Member { get; init; }

        public Role? Role { get; init; }

        public string? Invite { get; init; }

        public long? Code { get; init; }

        public DateTimeOffset? Expires { get; init; }

        public bool? Remote { get; init; }

        public int? MaxUses { get; init; }

        public string? Document { get; init; }

        public DateTimeOffset? Until { get; init; }

        public string? Reason { get; init; }

        public Rules? Settings { get; init; }
    }

    public static void Map(WebApplication app) =>
        app.Door(Right.ReadAuditLog).MapGet("/api/seminars/{seminar}/audit", ListAsync).WithTags("Members").Produces<ListOf<Row>>();

    private static async Task<ListOf<Row>> ListAsync(HttpContext context, string seminar, IGrainFactory grains, IEventLog log)
    {
        var after = DocumentsApi.Seq(context.Request.Query, "after") ?? 0;
        var state = await grains.GetGrain<ISeminarGrain>(seminar).OpenAsync() ?? throw new RefusalException("not-found", "There is no such seminar.");
        // No further than the names are known.
        var count = (int)Math.Clamp(state.Seq - after, 0, Most);
        var page = count > 0 ? await log.ReadAsync(seminar, after, count) : [];
        return new([.. page.Select(stored => ToRow(EventCodec.Read(stored), context.Seat().NamesOf(state)))], after + count < state.Seq ? $"{after + count}" : null);
    }

    private static Row ToRow(LogEvent e, SeminarNames names)
    {
        var row = new Row(e.Seq, e.At, e.Kind, Of(e.Actor));
        return e.Data switch
        {
            MemberJoined joined => row with { Member = Of(joined.Member), Role = joined.Role, Invite = By(joined.Invite), Code = names.Audience.Class.SeesNames ? joined.Code : null },
            MemberRoleChanged changed => row with { Member = Of(changed.Member), Role = changed.Role, Invite = By(changed.Invite) },
            MemberMuted muted => row with { Member = Of(muted.Member), Until = muted.Until, Reason = e.Words?.Reason },
            MemberNotesHidden hidden => row with { Member = Of(hidden.Member), Reason = e.Words?.Reason },
            OwnerLinkMade made => row with { Expires = made.Expires, Remote = made.Remote },
            SeatLinkMade link => row with { Member = Of(link.Member), Expires = link.Expires },
            MemberEventData about => row with { Member = Of(about.Member) },
            InviteCreated made => row with { Invite = made.Invite, Role = made.Role, Expires = made.Expires, MaxUses = made.MaxUses },
            InviteRevoked revoked => row with { Invite = revoked.Invite },
            CodeShown shown => row with { Role = shown.Role },
            CodeEnded ended => row with { Role = ended.Role, Code = ended.Shown },
            DocumentAdded added => row with { Document = added.Document },
            SettingsChanged { Settings: var rules } => row with { Settings = new Rules(NameRules.NameOf(rules.Names), rules.RetentionDays, rules.GuestsExport) },
            _ => row,
        };

        Who Of(string member) => new(member, names.ShownOf(member));

        string? By(string? invite) => names.Audience.Class.SeesNames ? invite : null;
    }
}
