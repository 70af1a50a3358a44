using System.Text;

namespace Collab.Server.Tests.Erasing;

/// <summary>Looks for words in the bytes of files, in UTF-8 and in UTF-16, also while a server has them open.</summary>
internal static class Traces
{
    /// <summary>Which of the words stand in which file of the folders.</summary>
    public static async Task<List<string>> InFilesAsync(IEnumerable<string> words, params string[] folders)
    {
        List<string> found = [];
        foreach (var file in folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)))
        {
            // A socket cannot be read, and what the process holds locked has no content.
            if (Path.GetExtension(file) is ".sock" or ".lock")
                continue;
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy);
            found.AddRange(words.Where(word => Holds(copy.ToArray(), word)).Select(word => $"{word} in {Path.GetFileName(file)}"));
        }

        return found;
    }

    public static bool Holds(ReadOnlySpan<byte> bytes, string word) =>
        bytes.IndexOf(Encoding.UTF8.GetBytes(word)) >= 0 || bytes.IndexOf(Encoding.Unicode.GetBytes(word)) >= 0 || bytes.IndexOf(Encoding.BigEndianUnicode.GetBytes(word)) >= 0;
}
