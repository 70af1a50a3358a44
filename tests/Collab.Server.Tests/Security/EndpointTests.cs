using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Server.Security;
using Collab.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Security;

[Collection(ServerCollection.Name)]
public sealed class EndpointTests(ServerFixture fixture)
{
    private CollabServer Server => fixture.Server;

    private IEnumerable<RouteEndpoint> Endpoints => Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    [Fact]
    public void Every_endpoint_stands_under_a_row_of_the_table_or_says_why_not()
    {
        Assert.True(Endpoints.Count() > 50);
        foreach (var endpoint in Endpoints)
        {
            var permission = endpoint.Metadata.GetMetadata<Permission>();
            var unprotected = endpoint.Metadata.GetMetadata<Unprotected>();
            Assert.True(permission is null != unprotected is null, $"{endpoint.DisplayName} declares not exactly one of a permission and a reason for none.");
            if (permission is not null)
                Assert.Contains(permission.Action, PermissionTable.Actions);
        }
    }

    [Fact]
    public async Task N1_nobody_who_is_not_signed_in_passes_a_protected_endpoint()
    {
        foreach (var (method, path) in Protected().Where(call => !call.Path.StartsWith("/admin", StringComparison.Ordinal)))
        {
            using var request = new HttpRequestMessage(method, path);
            request.Headers.Accept.ParseAdd("application/json");
            using var response = await Server.Stranger().Http.SendAsync(request);
            Assert.True((int)response.StatusCode == 401, $"{method} {path} answered {(int)response.StatusCode}.");
        }
    }

    [Fact]
    public async Task An_outsider_finds_nothing_of_a_seminar_that_is_not_theirs()
    {
        var outsider = await Server.OutsiderAsync();
        foreach (var (method, path) in Protected().Where(call => call.Path.Contains(Server.Seminar, StringComparison.Ordinal) || call.Path.Contains(Server.Document, StringComparison.Ordinal)))
        {
            using var request = new HttpRequestMessage(method, path);
            using var response = await outsider.Http.SendAsync(request);
            Assert.True((int)response.StatusCode == 404, $"{method} {path} answered {(int)response.StatusCode}.");
        }
    }

    [Theory]
    [InlineData(Role.Owner)]
    [InlineData(Role.Moderator)]
    [InlineData(Role.Annotator)]
    [InlineData(Role.Reader)]
    [InlineData(Role.Guest)]
    [InlineData(Role.Outsider)]
    public async Task N47_N50_where_the_table_refuses_a_role_every_endpoint_does(Role role)
    {
        var (seminar, _, document) = await Server.NewSeminarAsync();
        var caller = role == Role.Outsider ? await Server.OutsiderAsync() : await Server.JoinAsync(role, seminar: seminar);
        var asked = 0;
        foreach (var (method, pattern, action) in Calls())
        {
            var verdict = PermissionTable.For(action, role);
            if (verdict.Kind != VerdictKind.Refused)
                continue;
            // A plausible body: what is wrong with it must not be learnt, and must not be what refuses.
            var path = Fill(pattern, seminar, document);
            var outcome = await caller.SendAsync(method, path, HttpMethods.IsGet(method.Method) ? null : new { title = "x" }).OutcomeAsync();
            Assert.Equal((path, method, $"{verdict.Status} {(verdict.Status == 404 ? "not-found" : "forbidden")}"), (path, method, outcome));
            asked++;
        }

        Assert.True(asked > 0);
    }

    [Fact]
    public async Task N114_what_the_operator_does_is_not_there_for_others()
    {
        var owner = await Server.JoinAsync(Role.Owner);
        foreach (var path in new[] { "/admin/info", "/admin/link", "/admin/token", "/admin/verify", "/admin" })
        {
            Assert.Equal("404 not-found", await owner.SendAsync(HttpMethod.Get, path, null, ("Accept", "application/json")).OutcomeAsync());
            Assert.Equal("404 not-found", await owner.SendAsync(HttpMethod.Post, path, new { }, ("Accept", "application/json")).OutcomeAsync());
        }
    }

    [Fact]
    public void N43_ids_cannot_be_counted_up()
    {
        Assert.True(Identifier.IsWellFormed(Server.Seminar));
        Assert.True(Identifier.IsWellFormed(Server.Document));
    }

    private IEnumerable<(HttpMethod Method, string Path)> Protected() => Calls().Select(call => (call.Method, Fill(call.Pattern, Server.Seminar, Server.Document)));

    private IEnumerable<(HttpMethod Method, string Pattern, string Action)> Calls() =>
        from endpoint in Endpoints
        let permission = endpoint.Metadata.GetMetadata<Permission>()
        where permission is not null
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
        select (new HttpMethod(method), endpoint.RoutePattern.RawText!, permission.Action);

    private static string Fill(string pattern, string seminar, string document) => pattern.Replace("{document}", document).Replace("{seminar}", seminar).Replace("{number}", "1")
        .Replace("{annotation}", "d.00000000000000000000000000").Replace("{clause}", "x").Replace("{invite}", "x").Replace("{group}", seminar).Replace("{member}", "x").Replace("{token}", "x");
}
