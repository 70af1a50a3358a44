using System.Text.RegularExpressions;

namespace Collab.Server.Tests.Docs;

public sealed partial class LinksTests
{
    public static TheoryData<string> Pages =>
        [.. Directory.EnumerateFiles(Repository.Root, "*.md").Concat(Directory.EnumerateFiles(Repository.Path("docs"), "*.md", SearchOption.AllDirectories)).Select(file => Path.GetRelativePath(Repository.Root, file))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_within_the_repository_leads_somewhere(string page)
    {
        foreach (var target in Link().Matches(Prose(Repository.Read(page))).Select(link => link.Groups["target"].Value).Where(target => !target.Contains("://", StringComparison.Ordinal)))
        {
            var parts = target.Split('#');
            var file = parts[0].Length == 0 ? Repository.Path(page) : Path.Combine(Path.GetDirectoryName(Repository.Path(page))!, parts[0]);
            Assert.True(File.Exists(file) || Directory.Exists(file), $"{page}: {target}");
            if (parts.Length > 1)
                Assert.True(Headings(File.ReadAllText(file)).Contains(parts[1]), $"{page}: {target}");
        }
    }

    [Fact]
    public void Every_page_can_be_reached_from_the_README()
    {
        var reached = new HashSet<string>();
        Follow("README.md");
        Assert.Empty(Directory.EnumerateFiles(Repository.Path("docs"), "*.md").Select(file => Path.GetRelativePath(Repository.Root, file)).Except(reached));

        void Follow(string page)
        {
            if (!reached.Add(page))
                return;
            foreach (Match link in Link().Matches(Prose(Repository.Read(page))))
            {
                var file = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Repository.Path(page))!, link.Groups["target"].Value.Split('#')[0]));
                if (file.EndsWith(".md", StringComparison.Ordinal) && File.Exists(file))
                    Follow(Path.GetRelativePath(Repository.Root, file));
            }
        }
    }

    private static IEnumerable<string> Headings(string text) => Heading().Matches(text)
        .Select(heading => NoWord().Replace(heading.Groups["text"].Value.ToLowerInvariant(), "").Replace(' ', '-'));

    private static string Prose(string text) => Fence().Replace(text, "");

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (?<text>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoWord();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
