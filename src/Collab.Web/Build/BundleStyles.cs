#nullable enable
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.Build.Framework;

/// <summary>
/// Joins style sheets into one without comments and needless space. NUglify would change what it does not know; this leaves all
/// that a browser reads as it stands, in its order.
/// </summary>
public sealed class BundleStyles : Microsoft.Build.Utilities.Task
{
    private static readonly Regex Needless = new("""
        (?<kept>"[^"]*")  |  /\*.*?\*/  |  (?:\s*;)?\s*(?<kept>\})\s*  |  \s*(?<kept>[{;])\s*  |  (?<kept>,)\s+  |  (?<=[{;]\s*[\w-]+:)\s+  |  (?<space>\s+)
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline);

    /// <summary>The sheets, in the order in which a page would name them.</summary>
    [Required]
    public ITaskItem[] Sheets { get; set; } = [];

    /// <summary>The file to write.</summary>
    [Required]
    public ITaskItem Bundle { get; set; } = null!;

    /// <inheritdoc/>
    public override bool Execute()
    {
        var joined = string.Concat(Sheets.Select(sheet => File.ReadAllText(sheet.ItemSpec)));
        Directory.CreateDirectory(Path.GetDirectoryName(Bundle.ItemSpec)!);
        File.WriteAllText(Bundle.ItemSpec, Needless.Replace(joined, match => match.Groups["space"].Success ? " " : match.Groups["kept"].Value).Trim() + "\n");
        return true;
    }
}
