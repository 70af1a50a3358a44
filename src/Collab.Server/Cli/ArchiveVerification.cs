using Collab.Formats.Archive;
using Collab.Server.Admin;

namespace Collab.Server.Cli;

/// <summary>Checks the archive of a document, without a server and without data.</summary>
internal static class ArchiveVerification
{
    /// <summary>Whether a file begins as a ZIP archive does.</summary>
    public static bool IsOne(string path)
    {
        if (!File.Exists(path))
            return false;
        using var file = File.OpenRead(path);
        Span<byte> begin = stackalloc byte[4];
        return file.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false) == begin.Length && begin.SequenceEqual("PK\u0003\u0004"u8);
    }

    public static async Task<int> RunAsync(string path)
    {
        await using var file = File.OpenRead(path);
        var finding = await Progressing.RunAsync("Reading", report => ArchiveCheck.RunAsync(file, (done, total) => report(new Verification.Progress(done, total))));
        foreach (var damage in finding.Damaged)
        {
            var where = finding.Manifest is { } known ? $"document {known.Document}" : path;
            Console.Out.WriteLine(damage.Seq is { } seq ? $"damaged: {where} at seq {seq}: {damage.Detail}" : $"damaged: {where}: {damage.Detail}");
        }

        if (finding.Manifest is { } manifest)
            Console.Out.WriteLine(finding.IsWhole
                ? $"{path}: document {manifest.Document}, {finding.Events} events up to {manifest.Hash}, all as written{Withheld(manifest)}."
                : $"{path}: document {manifest.Document} is damaged. Take its archive again, or compare with another copy.");
        else
            Console.Out.WriteLine($"{path} cannot be verified as the archive of a document.");
        return finding.IsWhole ? CommandLine.Done : CommandLine.Failed;
    }

    private static string Withheld(ArchiveManifest manifest) => manifest.HashAlone == 0 ? "" : $"; {manifest.HashAlone} of them are there with their hash alone, so the hash binds what is shown from seq {manifest.BoundFrom} on";
}
