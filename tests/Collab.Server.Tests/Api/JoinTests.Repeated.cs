using Collab.Domain.Policy;
using Collab.Server.Api;
using Collab.Server.Tests.Security;
using Collab.Storage;
using Collab.Storage.Accounts;
using Collab.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Api;

/// <summary>A command that let somebody in is repeated for a lost answer, and is no key.</summary>
public sealed partial class JoinTests
{
    [Fact]
    public async Task M253_A_command_lets_in_again_for_minutes_and_neither_after_them_nor_where_the_link_was_revoked()
    {
        var clock = new SetClock(TimeProvider.System);
        await using var server = await CollabServer.StartAsync(configure: builder => builder.Services.AddSingleton<TimeProvider>(clock));
        var owner = await server.JoinAsync(Role.Owner);
        var (once, many) = (await InviteAsync(1), await InviteAsync(null));
        var (used, open) = (Join(once.Secret, "Ida Lund"), Join(many.Secret, "Jonas Falk"));
        var (ida, jonas) = (await SeatAsync(server, used), await SeatAsync(server, open));
        clock.Ahead = Joins.Repeatable - TimeSpan.FromMinutes(1);
        Assert.Equal((ida, jonas), (await SeatAsync(server, used), await SeatAsync(server, open)));

        // Then nobody comes in by it any more, not by a link that is good either, but whoever it let in and is signed in still.
        clock.Ahead = 2 * Joins.Repeatable;
        Assert.Equal("410 gone", await server.Stranger().PostAsync("/api/join", used).OutcomeAsync());
        using var late = await server.Stranger().PostAsync("/api/join", open);
        Assert.Equal("410 gone", await late.OutcomeAsync());
        Assert.Contains("too long ago", await late.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.NotEqual(jonas, await SeatAsync(server, Join(many.Secret, "Jonas Falk")));

        var revoked = Join(many.Secret, "Noor Haddad");
        using var entered = await server.Stranger().PostAsync("/api/join", revoked);
        Assert.Equal("200", await entered.OutcomeAsync());
        Assert.Equal("204", await owner.DeleteAsync($"/api/seminars/{server.Seminar}/invites/{many.Id}").OutcomeAsync());
        Assert.Equal("410 gone", await server.Stranger().PostAsync("/api/join", revoked).OutcomeAsync());
        // Who is signed in as whoever it let in gets nothing by it that they have not.
        var noor = new Participant(server, "Noor Haddad", CookieOf(entered));
        using var again = await noor.PostAsync("/api/join", revoked);
        Assert.Equal("200", await again.OutcomeAsync());
        clock.Ahead = 4 * Joins.Repeatable;
        Assert.Equal("200", await new Participant(server, "Noor Haddad", CookieOf(again)).PostAsync("/api/join", revoked).OutcomeAsync());

        async Task<(string Id, string Secret)> InviteAsync(int? maxUses)
        {
            using var made = await owner.PostAsync($"/api/seminars/{server.Seminar}/invites", new { role = "annotator", maxUses });
            var invite = await made.JsonAsync();
            return ((string)invite["id"]!, SecretOf(invite));
        }
    }

    [Fact]
    public async Task M253_A_link_that_opened_once_opens_for_its_command_for_minutes()
    {
        var clock = new SetClock(TimeProvider.System);
        await using var server = await CollabServer.StartAsync(configure: builder => builder.Services.AddSingleton<TimeProvider>(clock));
        var own = Join(server.OwnerSecret!, "Olga Brandt");
        using var joined = await server.Stranger().PostAsync("/api/join", own);
        using var link = await new Participant(server, "Olga Brandt", CookieOf(joined)).PostAsync("/api/me/link");
        var personal = Join(SecretOf(await link.JsonAsync()), null);
        var first = await SeatAsync(server, personal);
        clock.Ahead = Joins.Repeatable - TimeSpan.FromMinutes(1);
        Assert.Equal(first, await SeatAsync(server, personal));
        clock.Ahead = 2 * Joins.Repeatable;
        foreach (var repeated in new[] { own, personal })
            Assert.Equal("410 gone", await server.Stranger().PostAsync("/api/join", repeated).OutcomeAsync());
    }

    [Fact]
    public async Task M253_A_command_that_comes_twice_at_once_lets_one_in_also_where_ten_minutes_end_in_between()
    {
        var clock = new SetClock(TimeProvider.System);
        IAccountStore? accounts = null;
        await using var server = await CollabServer.StartAsync(configure: builder => builder.Services
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton(services => accounts = AccountsThatWait.Of(services.GetRequiredService<IStorage>().Accounts)));
        var owner = await server.JoinAsync(Role.Owner);
        using var made = await owner.PostAsync($"/api/seminars/{server.Seminar}/invites", new { role = "annotator" });
        var join = Join(SecretOf(await made.JsonAsync()), "Ida Lund");
        var ends = new DateTimeOffset(((clock.GetUtcNow().Ticks / Joins.Repeatable.Ticks) + 1) * Joins.Repeatable.Ticks, TimeSpan.Zero);
        clock.Standing = ends - TimeSpan.FromSeconds(0.1);
        var first = SeatAsync(server, join);
        await ((AccountsThatWait)(object)accounts!).First;
        clock.Standing = ends + TimeSpan.FromSeconds(0.1);
        var second = SeatAsync(server, join);
        Assert.Equal(await first, await second);
        Assert.Equal(await first, await SeatAsync(server, join));
        Assert.Single(await NamesAsync(owner, server.Seminar), "Ida Lund");
    }

    private static JoinBody Join(string secret, string? name, Guid? command = null) => new(secret, name, command ?? Guid.NewGuid());

    private sealed record JoinBody(string Secret, string? DisplayName, Guid CommandId);
}
