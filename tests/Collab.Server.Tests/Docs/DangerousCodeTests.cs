using System.Text.RegularExpressions;

namespace Collab.Server.Tests.Docs;

/// <summary>What the server's sources must not have at all: docs/security.md says so.</summary>
public sealed partial class DangerousCodeTests
{
    [Fact]
    public void The_server_starts_no_process_touches_no_memory_and_ciphers_nothing_itself() =>
        Assert.Empty(Found("*.cs", InTheServer()));

    [Fact]
    public void The_page_runs_no_text_sets_no_HTML_and_hears_no_messages_of_other_windows() =>
        Assert.Empty(Found("*.ts", InThePage()).Concat(Found("*.tsx", InThePage())));

    [Theory]
    [InlineData("using var shell = Process.Start(\"sh\");")]
    [InlineData("unsafe void Copy(byte* from)")]
    [InlineData("using var cipher = Aes.Create();")]
    [InlineData("MD5.HashData(bytes)")]
    [InlineData("handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true;")]
    public void Such_a_line_would_be_found(string line) => Assert.Matches(InTheServer(), line);

    [Theory]
    [InlineData("element.innerHTML = text;")]
    [InlineData("new Function(text)()")]
    [InlineData("window.addEventListener(\"message\", hear);")]
    public void Such_a_line_of_the_page_would_be_found(string line) => Assert.Matches(InThePage(), line);

    private static IEnumerable<string> Found(string pattern, Regex forbidden) =>
        from file in Directory.EnumerateFiles(Repository.Path("src"), pattern, SearchOption.AllDirectories)
        where !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal) && !file.EndsWith(".d.ts", StringComparison.Ordinal)
        from line in File.ReadLines(file)
        where forbidden.IsMatch(line)
        select $"{Path.GetFileName(file)}: {line.Trim()}";

    [GeneratedRegex(@"\bProcess\.Start\b|\bProcessStartInfo\b|^[^/]*\bunsafe [a-z{]|\b(?:Aes|AesGcm|AesCcm|TripleDES|DES|RC2|MD5|SHA1)\b\.|\bnew Aes|Validation(?:Callback)? = \(.*=> true")]
    private static partial Regex InTheServer();

    [GeneratedRegex(@"\beval\(|\bnew Function\(|\.(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write|(?:window|self)\.(?:addEventListener\(""message""|onmessage\b)")]
    private static partial Regex InThePage();
}
