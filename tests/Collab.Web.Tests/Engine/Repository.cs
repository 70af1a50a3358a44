namespace Collab.Web.Tests.Engine;

internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Web => Path.Combine(Root, "src", "Collab.Web");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Collab.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The tests must run below the repository's folder.");
    }
}
