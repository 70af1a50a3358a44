using System.Text.RegularExpressions;
using Collab.Server.Tests.Cli;

namespace Collab.Server.Tests.Docs;

public sealed partial class CommandsPageTests
{
    // They stand once, at the top of the page.
    private static readonly string[] Common = ["--help", "--version", "--data", "--storage", "--connection"];

    [Fact]
    public async Task Every_command_and_each_of_its_options_stands_there_and_no_other()
    {
        var page = Repository.Read("docs", "commands.md");
        var said = Section().Matches(page).ToDictionary(section => section.Groups["name"].Value, section => Options(section.Groups["text"].Value));
        var (_, help, _) = await Executable.RunAsync("--help");
        var commands = CommandLine().Matches(help[help.IndexOf("\nCommands:", StringComparison.Ordinal)..]).Select(line => line.Groups["name"].Value).ToList();
        Assert.Equal(commands.Order(StringComparer.Ordinal), said.Keys.Order(StringComparer.Ordinal));
        foreach (var command in commands)
        {
            var (code, output, _) = await Executable.RunAsync(command, "--help");
            Assert.Equal((command, 0), (command, code));
            Assert.Equal((command, output.Count(c => c == '[')), (command, output.Count(c => c == ']')));
            Assert.Equal((command, Options(output)), (command, said[command]));
        }

        Assert.All(Common, option => Assert.Contains(option, page[..page.IndexOf("\n## ", StringComparison.Ordinal)], StringComparison.Ordinal));
    }

    private static string Options(string text) =>
        string.Join(' ', Option().Matches(text).Select(option => option.Value).Except(Common).Distinct().Order(StringComparer.Ordinal));

    [GeneratedRegex(@"^## `(?<name>[a-z]+)[^`]*`\n(?<text>.*?)(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Section();

    [GeneratedRegex("^  (?<name>[a-z]+) ", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex CommandLine();

    [GeneratedRegex("(?<![\\w-])--[a-z][a-z-]*")]
    private static partial Regex Option();
}
