using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Server.Api;
using Collab.Server.Security;

namespace Collab.Server.Privacy;

/// <summary>The rules that a seminar has given itself: whoever is in it may read them, its owners change them.</summary>
internal static class SettingsApi
{
    /// <param name="NamesSettled">Whether somebody has come who was not an owner: how names are shown stays from then on.</param>
    public sealed record Settings(string Names, int? RetentionDays, bool GuestsExport, bool NamesSettled);

    public sealed record Change
    {
        /// <summary>shown, pseudonyms or pseudonyms-for-all.</summary>
        public string? Names { get; init; }

        /// <summary>0 for as long as the server keeps it.</summary>
        public int? RetentionDays { get; init; }

        public bool? GuestsExport { get; init; }
    }

    public static void Map(WebApplication app)
    {
        var settings = app.MapGroup("/api/seminars/{seminar}/settings").WithTags("Seminars");
        settings.Door(Right.SeeMembers).MapGet("", GetAsync).Produces<Settings>();
        settings.Door(Right.ChangeSettings).MapPatch("", ChangeAsync).Accepts<Change>("application/json").Produces<Settings>();
    }

    private static async Task<Settings> GetAsync(string seminar, IGrainFactory grains) => Of((await grains.GetGrain<ISeminarGrain>(seminar).OpenAsync())!);

    private static async Task<Settings> ChangeAsync(HttpContext context, string seminar, IGrainFactory grains)
    {
        var sent = await ApiJson.ReadAsync<Change>(context.Request);
        var change = new SettingsChange(sent.Names is null ? null : NameRules.Find(sent.Names), sent.RetentionDays, sent.GuestsExport);
        var grain = grains.GetGrain<ISeminarGrain>(seminar);
        (await grain.ChangeSettingsAsync(context.Seat().Member, change.Of((await grain.OpenAsync())!.Settings), change)).Demand();
        return Of((await grain.OpenAsync())!);
    }

    private static Settings Of(SeminarState state) =>
        new(NameRules.NameOf(state.Settings.Names), state.Settings.RetentionDays, state.Settings.GuestsExport, SeminarDecider.NamesAreSettled(state));
}
