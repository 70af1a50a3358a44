using System.Globalization;
using System.Xml.Linq;
using Collab.Formats.Import.Markers;

namespace Collab.Formats.Import.Xml;

/// <summary>The numbers that TEI has beside the words (<c>n</c>, numbered lists), for those whose words begin with none.</summary>
internal sealed class TeiNumbers
{
    /// <summary>A longer one is a name, and no number.</summary>
    private const int MostNumber = 16;

    /// <summary>So much of the words is looked at.</summary>
    private const int MostWords = 64;

    private static readonly string[] Numbered = ["numbered", "ordered"];

    private readonly MarkerReader _markers = new();
    private readonly List<MarkerReading> _readings = [];
    private readonly Dictionary<XElement, int> _counts = [];
    private readonly HashSet<XElement> _headed = [];

    /// <summary>What is printed before an element; null where that is nothing, or its words have it. Each element is asked for once.</summary>
    public string? Before(XElement element, string name) => name switch
    {
        "head" when element.Parent is { } division && IsDivision(division) => _headed.Add(division) ? Before(division.Attribute("n")?.Value, element) : null,
        "item" => Before(ItemOf(element), element),
        "p" or "ab" => Before(element.Attribute("n")?.Value, element),
        // Its head is numbered, where it has one.
        _ when IsDivision(element) && !element.Elements().Any(inner => inner.Name.LocalName == "head") => Before(element.Attribute("n")?.Value, element),
        _ => null,
    };

    private static bool IsDivision(XElement element) => element.Name.LocalName.StartsWith("div", StringComparison.Ordinal);

    private string? ItemOf(XElement item)
    {
        var own = item.Attribute("n")?.Value;
        if (item.Parent is not { Name.LocalName: "list" } list || !Numbered.Any(word => Says(list, "rend", word) || Says(list, "type", word)))
            return own;
        var number = int.TryParse(own, NumberStyles.None, CultureInfo.InvariantCulture, out var set) ? set : Math.Min(_counts.GetValueOrDefault(list), int.MaxValue - 1) + 1;
        _counts[list] = number;
        return own ?? number.ToString(CultureInfo.InvariantCulture);
    }

    private static bool Says(XElement list, string attribute, string word) => list.Attribute(attribute)?.Value.Split(' ').Contains(word) == true;

    private string? Before(string? number, XElement element)
    {
        if (number?.Trim() is not { Length: > 0 and <= MostNumber } trimmed)
            return null;
        var marker = trimmed.All(char.IsLetterOrDigit) ? $"{trimmed}. " : $"{trimmed} ";
        return Length($"{marker}X") == marker.Length && Length(WordsOf(element)) == 0 ? marker : null;
    }

    /// <summary>How long the number is with which words begin; 0 where they begin with none.</summary>
    private int Length(string words)
    {
        _markers.Read(words, 0, _readings);
        return _readings.Count == 0 ? 0 : _readings[0].Length;
    }

    private static string WordsOf(XElement element)
    {
        var words = "";
        foreach (var text in element.DescendantNodes().OfType<XText>())
        {
            words = (words + (text.Value.Length > MostWords ? text.Value[..MostWords] : text.Value)).TrimStart();
            if (words.Length >= MostWords)
                break;
        }

        return words;
    }
}
