using System.Globalization;
using System.Text;

namespace Collab.Formats.Export;

/// <summary>The name that an export is saved under: the title, the date of its newest event, the extension.</summary>
public static class ExportFileName
{
    /// <summary>Longest title in it, in UTF-8 bytes: with date and extension it fits every file system.</summary>
    public const int MaxTitleBytes = 120;

    /// <summary>Letters, digits and hyphens of any script: no path, no control, no name that a system reserves.</summary>
    public static string Of(ExportDocument document, IExporter exporter) => Of(document, exporter.FileExtension);

    internal static string Of(ExportDocument document, string extension) =>
        $"{Slug(document.Title)}-{TimeZoneInfo.ConvertTime(document.At, document.Zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.{extension}";

    private static string Slug(string title)
    {
        var slug = new StringBuilder();
        var bytes = 0;
        foreach (var rune in title.EnumerateRunes())
        {
            if (!IsLetter(rune))
            {
                if (slug.Length > 0 && slug[^1] != '-')
                    slug.Append('-');
                continue;
            }

            bytes += rune.Utf8SequenceLength;
            if (bytes + slug.Length > MaxTitleBytes)
                break;
            slug.Append(Rune.ToLowerInvariant(rune));
        }

        var name = slug.ToString().Trim('-');
        return name.Length > 0 ? name : "document";
    }

    private static bool IsLetter(Rune rune) => Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
