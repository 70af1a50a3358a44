namespace Collab.Architecture.Tests;

/// <summary>The pictures of the docs.</summary>
public sealed class PicturesTests
{
    private const int Largest = 60 * 1024;

    private static readonly IReadOnlyList<string> Pictures = [.. Repository.Files.Where(file => file.StartsWith("docs/pictures/", StringComparison.Ordinal))];

    [Fact]
    public void No_picture_keeps_a_reader_waiting() => Assert.All(Pictures, picture => Assert.InRange(new FileInfo(Path.Combine(Repository.Root, picture)).Length, 1, Largest));

    [Fact]
    public void A_page_leads_to_each_picture()
    {
        var pages = string.Concat(Repository.Files.Where(file => file == "README.md" || (file.StartsWith("docs/", StringComparison.Ordinal) && file.EndsWith(".md", StringComparison.Ordinal) && !file.StartsWith("docs/decisions/", StringComparison.Ordinal))).Select(Repository.Read));
        Assert.True(Pictures.Count > 20);
        Assert.All(Pictures, picture => Assert.Contains($"pictures/{Path.GetFileName(picture)})", pages, StringComparison.Ordinal));
    }
}
