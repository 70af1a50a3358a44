using System.Text.Json.Nodes;
using Collab.Domain.Policy;
using Collab.Server.Tests.Hubs;
using Collab.Server.Tests.Security;
using Collab.Storage;
using Collab.Storage.Accounts;
using Collab.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Accounts;

[Collection(ServerCollection.Name)]
public sealed class SessionsTests(ServerFixture fixture)
{
    private CollabServer Server => fixture.Server;

    [Fact]
    public async Task M17_the_list_says_where_one_is_signed_in_and_holds_no_secret()
    {
        var laptop = await Server.JoinAsync(Role.Annotator);
        var phone = await OnAnotherDeviceAsync(laptop);
        foreach (var (here, other) in new[] { (laptop, phone), (phone, laptop) })
        {
            var list = await ListAsync(here);
            Assert.Equal([IdOf(laptop), IdOf(phone)], list.Select(session => (string)session!["id"]!).OrderBy(id => id != IdOf(laptop)));
            Assert.Equal(IdOf(here), (string)Assert.Single(list, session => (bool?)session!["here"] == true)!["id"]!);
            Assert.All([SecretOf(here), SecretOf(other)], secret => Assert.DoesNotContain(secret, list.ToJsonString(), StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task M109_what_a_browser_calls_itself_is_never_kept_as_it_came()
    {
        var (owner, agent) = (await Server.JoinAsync(Role.Owner), $"Mozilla/5.0 (Windows NT 10.0) {new string('x', 4096)}\u001B[31m Firefox/140.0");
        using var made = await owner.PostAsync($"/api/seminars/{Server.Seminar}/invites", new { role = "reader" });
        var secret = ((string)(await made.JsonAsync())["url"]!).Split('#')[1];
        using var joined = await Server.Stranger().SendAsync(HttpMethod.Post, "/api/join", new { secret, displayName = "Ida Lund" }, ("User-Agent", agent));
        var reader = new Participant(Server, "Ida Lund", joined.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        Assert.Equal("Firefox on Windows", (string)Assert.Single(await ListAsync(reader))!["device"]!);
    }

    [Fact]
    public async Task M267_who_signs_out_while_nothing_can_be_stored_is_signed_out_of_that_browser_and_told_that_the_session_stands()
    {
        await using var server = await CollabServer.StartAsync(configure: builder =>
            builder.Services.AddSingleton(services => AccountsOnAFullDisk.Of(services.GetRequiredService<IStorage>().Accounts)));
        var reader = await server.JoinAsync(Role.Reader);
        using var left = await reader.PostAsync("/api/leave-session");
        Assert.Equal("507 storage-full", await left.OutcomeAsync());
        Assert.Contains("You are signed out of this browser.", await left.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("expires=Thu, 01 Jan 1970", Assert.Single(left.Headers.GetValues("Set-Cookie")), StringComparison.OrdinalIgnoreCase);
        // By the second of them a page knows.
        Assert.Equal("\"cache\"", Assert.Single(left.Headers.GetValues("Clear-Site-Data")));
        Assert.Equal("?1", Assert.Single(left.Headers.GetValues("Signed-Out")));
    }

    [Fact]
    public async Task M18_nobody_ends_the_session_of_another_person()
    {
        var (mine, theirs) = (await Server.JoinAsync(Role.Owner), await Server.JoinAsync(Role.Reader));
        Assert.Equal("404 not-found", await mine.DeleteAsync($"/api/sessions/{IdOf(theirs)}").OutcomeAsync());
        Assert.Equal("404 not-found", await mine.DeleteAsync($"/api/sessions/{Secret.Hash("nobody's")}").OutcomeAsync());
        Assert.Equal("204", await mine.DeleteAsync("/api/sessions").OutcomeAsync());
        Assert.Equal("200", await theirs.GetAsync("/api/me").OutcomeAsync());
        Assert.Equal("401 unauthenticated", await Server.Stranger().GetAsync("/api/sessions").OutcomeAsync());
    }

    [Fact]
    public async Task M19_no_token_sees_or_ends_a_session()
    {
        var person = await Server.JoinAsync(Role.Owner);
        var program = await person.WithTokenAsync("read", "annotate", "moderate", "export");
        Assert.Equal("403 forbidden", await program.GetAsync("/api/sessions").OutcomeAsync());
        Assert.Equal("403 forbidden", await program.DeleteAsync($"/api/sessions/{IdOf(person)}").OutcomeAsync());
        Assert.Equal("403 forbidden", await program.DeleteAsync("/api/sessions").OutcomeAsync());
        Assert.Equal("200", await person.GetAsync("/api/me").OutcomeAsync());
    }

    [Fact]
    public async Task M20_a_session_that_is_ended_from_another_device_is_over_at_once_with_its_open_connection_and_no_other_is()
    {
        var laptop = await Server.JoinAsync(Role.Annotator);
        var (phone, tablet) = (await OnAnotherDeviceAsync(laptop), await OnAnotherDeviceAsync(laptop));
        await using var connection = await phone.ConnectAsync();
        var closed = connection.ClosedAsync();
        Assert.Equal("204", await laptop.DeleteAsync($"/api/sessions/{IdOf(phone)}").OutcomeAsync());
        await closed.WithinAsync(TimeSpan.FromSeconds(1));
        Assert.Equal("401 unauthenticated", await phone.GetAsync("/api/me").OutcomeAsync());
        Assert.Equal("404 not-found", await laptop.DeleteAsync($"/api/sessions/{IdOf(phone)}").OutcomeAsync());
        Assert.Equal("200", await tablet.GetAsync("/api/me").OutcomeAsync());

        Assert.Equal("204", await laptop.DeleteAsync("/api/sessions").OutcomeAsync());
        Assert.Equal("401 unauthenticated", await tablet.GetAsync("/api/me").OutcomeAsync());
        Assert.Equal(IdOf(laptop), (string)Assert.Single(await ListAsync(laptop))!["id"]!);
    }

    private async Task<Participant> OnAnotherDeviceAsync(Participant person)
    {
        using var made = await person.PostAsync("/api/me/link");
        using var entered = await Server.Stranger().PostAsync("/api/join", new { secret = ((string)(await made.JsonAsync())["url"]!).Split('#')[1] });
        return new Participant(Server, person.Name, entered.Headers.GetValues("Set-Cookie").Single().Split(';')[0]) { Person = person.Person, Member = person.Member, Role = person.Role };
    }

    private static async Task<JsonArray> ListAsync(Participant person) => (await person.ReadAsync("/api/sessions"))["items"]!.AsArray();

    private static string SecretOf(Participant person) => person.Cookie!.Split('=')[1];

    private static string IdOf(Participant person) => Secret.Hash(SecretOf(person));
}
