using Collab.Domain.Policy;

namespace Collab.Web.Tests.Engine;

[Collection(EngineCollection.Name)]
public class PermissionsParityTests(EngineFixture engine)
{
    [Fact]
    public async Task The_page_offers_what_permissions_yaml_allows()
    {
        Role[] roles = [Role.Owner, Role.Moderator, Role.Annotator, Role.Reader, Role.Guest];
        var page = await engine.OpenAsync();
        var rows = await page.EvaluateAsync<string[]>("""
            async roles => {
              const { actions, verdict } = await import('/js/model/permissions.js');
              return actions.flatMap(action => roles.map(role => `${action} ${role} ${verdict(action, role)}`));
            }
            """, roles.Select(role => role.ToString().ToLowerInvariant()).ToArray());
        Assert.NotEmpty(rows);
        var expected = rows.Select(row => row.Split(' ')).Select(row => $"{row[0]} {row[1]} {Verdict(row[0], Enum.Parse<Role>(row[1], ignoreCase: true))}");
        Assert.Equal(expected, rows);
        await page.Context.CloseAsync();
    }

    private static string Verdict(string action, Role role) => PermissionTable.For(action, role).Kind switch
    {
        VerdictKind.Yes => "yes",
        VerdictKind.Own => "own",
        _ => "no",
    };
}
