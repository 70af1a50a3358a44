#nullable enable
using System;
using System.IO;
using System.Text.RegularExpressions;
using Microsoft.Build.Framework;

/// <summary>A method of the hub of which nobody said who may call it does not compile.</summary>
public sealed class DemandRights : Microsoft.Build.Utilities.Task
{
    private static readonly Regex Method = new(@"^\s*public (?!override\b)(?:async )?(?:Task|ValueTask|IAsyncEnumerable)\b.*?\s(?<name>\w+)\(");

    /// <summary>The source of the hub.</summary>
    [Required]
    public ITaskItem[] Hub { get; set; } = [];

    public override bool Execute()
    {
        foreach (var file in Hub)
        {
            var lines = File.ReadAllLines(file.ItemSpec);
            for (var i = 0; i < lines.Length; i++)
            {
                if (Method.Match(lines[i]) is { Success: true } method && !(i > 0 && lines[i - 1].TrimStart().StartsWith("[Under(Right.", StringComparison.Ordinal)))
                    Log.LogError(null, "COLLAB1", null, file.GetMetadata("FullPath"), i + 1, 0, 0, 0, "{0} says not who may call it: write [Under(Right.X)] above it, where X is a row of permissions.yaml.", method.Groups["name"].Value);
            }
        }

        return !Log.HasLoggedErrors;
    }
}
