
namespace Collab.Server.Tests.Docs;

public sealed class PermissionsPageTests
{
    /// <summary>With UPDATE_DOCS=1 the page is written anew.</summary>
    [Fact]
    public void The_page_is_what_the_table_makes()
    {
        var path = Repository.Path("docs", "permissions.md");
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            File.WriteAllText(path, PermissionsPage.Render());
        Assert.Equal(PermissionsPage.Render(), File.ReadAllText(path));
    }
}
