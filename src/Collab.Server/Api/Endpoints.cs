using Collab.Server.Accounts;
using Collab.Server.Feeds;
using Collab.Server.Hubs;
using Collab.Server.Moderation;
using Collab.Server.Pages;
using Collab.Server.Presence;
using Collab.Server.Privacy;
using Collab.Server.Reading;
using Collab.Server.Rehearsing;
using Collab.Server.Rounds;
using Collab.Server.Search;
using Collab.Server.Security;
using Scalar.AspNetCore;

namespace Collab.Server.Api;

/// <summary>Everything that can be called.</summary>
internal static class Endpoints
{
    public static void Map(WebApplication app)
    {
        HealthApi.Map(app);
        MeApi.Map(app);
        HidePlaceApi.Map(app);
        JoinApi.Map(app);
        SeminarsApi.Map(app);
        InvitesApi.Map(app);
        MembersApi.Map(app);
        TokensApi.Map(app);
        ImportApi.Map(app);
        EditionsApi.Map(app);
        RevisionsApi.Map(app);
        NotesImportApi.Map(app);
        DocumentsApi.Map(app);
        CommandsApi.Map(app);
        SearchApi.Map(app);
        InboxApi.Map(app);
        ExportApi.Map(app);
        AtomApi.Map(app);
        Webhooks.WebhooksApi.Map(app);
        app.MapEventEndpoints();
        app.MapReadingHub().Under(Access.SignedIn("each method of the hub asks the permission table"));
        Admin.AdminApi.Map(app);
        app.Door(Access.Everyone("described to whoever is signed in, and to this machine")).MapGet($"/openapi/{OpenApiDescription.Name}.json", DescribeAsync).ExcludeFromDescription();
        MapDocumentation(app);
        PlainPages.Map(app);
        PageLanguages.Map(app);
        RoomPages.Map(app);
        PermanentAddresses.Map(app);
        CitePages.Map(app);
        NotesImportPages.Map(app);
        WebhookPages.Map(app);
        ReadingPages.Map(app);
        EditionPages.Map(app);
        RevisePages.Map(app);
        RevisionPages.Map(app);
        ProjectorPages.Map(app);
        SessionPages.Map(app);
        RehearsalApi.Map(app);
        ManagePages.Map(app);
        ExportPages.Map(app);
        SessionsApi.Map(app);
        ReturnLinksApi.Map(app);
        SeatLinksApi.Map(app);
        PasskeysApi.Map(app);
        SignInApi.Map(app);
        AccountPages.Map(app);
        University.UniversitySetup.Map(app);
        Mail.MailSetup.Map(app);
        AuditApi.Map(app);
        AuditPages.Map(app);
        QueueApi.Map(app);
        RoundApi.Map(app);
        DraftsApi.Map(app);
        QueuePages.Map(app);
        SearchPages.Map(app);
        TagsApi.Map(app);
        PeopleApi.Map(app);
        SettingsApi.Map(app);
        JoinNotices.Map(app);
        WordsApi.Map(app);
        UniversityLinkApi.Map(app);
        ArchiveApi.Map(app);
    }

    // It says which version this is, which helps nobody without a seat but an attacker.
    private static Task DescribeAsync(HttpContext context, OpenApiDescription description) =>
        context.Caller() is not null || context.IsLocal() ? description.WriteAsync(context) : throw SignIns.Missing;

    // It styles itself in place, which the policy of every other page forbids: so it is for the operator's own machine.
    private static void MapDocumentation(WebApplication app) =>
        app.MapGroup("").AddEndpointFilter(async (call, next) => call.HttpContext.IsLocal() ? await next(call) : Results.NotFound())
            .Under(Access.Everyone("the documentation of the API is public"))
            .MapScalarApiReference("/docs", options => options.WithTitle("Collab API").DisableDefaultFonts());
}
