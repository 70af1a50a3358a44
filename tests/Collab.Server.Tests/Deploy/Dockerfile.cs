using System.Text.Json;
using Collab.Server.Tests.Docs;

namespace Collab.Server.Tests.Deploy;

/// <summary>What deploy/Dockerfile says.</summary>
internal static class Dockerfile
{
    private static readonly string[] Known = ["FROM", "WORKDIR", "COPY", "RUN", "USER", "ENV", "VOLUME", "EXPOSE", "HEALTHCHECK", "ENTRYPOINT"];

    /// <summary>Instructions in order, each with what it says.</summary>
    public static IReadOnlyList<(string Instruction, string Text)> Lines { get; } = [.. Repository.Read("deploy", "Dockerfile").Split('\n')
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.Split(' ', 2))
        .Select(line => Known.Contains(line[0]) ? (line[0], line[1].Trim()) : throw new InvalidDataException($"An unknown instruction of the Dockerfile: {line[0]}"))];

    /// <summary>The stage that the image is made of.</summary>
    public static IReadOnlyList<(string Instruction, string Text)> Last { get; } = [.. Lines.Skip(Lines.Select((line, index) => (line, index)).Last(item => item.line.Instruction == "FROM").index)];

    /// <summary>What the only instruction of that name says in the last stage.</summary>
    public static string Says(string instruction) => Last.Single(line => line.Instruction == instruction).Text;

    /// <summary>The words of an instruction that stand as a JSON array.</summary>
    public static string[] Words(string instruction) => JsonSerializer.Deserialize<string[]>(Says(instruction)[Says(instruction).IndexOf('[')..])!;
}
