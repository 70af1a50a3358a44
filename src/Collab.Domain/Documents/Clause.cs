using System.Text;

namespace Collab.Domain.Documents;

/// <summary>The unit that a reader cites. Its id never changes, whatever its label or place becomes.</summary>
public sealed record Clause
{
    public required string Id { get; init; }

    /// <summary>As printed, without the trailing dot: <c>3</c>, <c>§ 12a</c>, <c>1.1</c>, <c>(b)</c>; null where nothing is printed.</summary>
    public string? Label { get; init; }

    public required ClauseKind Kind { get; init; }

    /// <summary>0 at the top; one more for each nesting.</summary>
    public int Level { get; init; }

    /// <summary>The id of the clause that this one is nested in; null at the top.</summary>
    public string? Parent { get; init; }

    public required string Text { get; init; }

    /// <summary>How a person names it: "point 3", "§ 12a", "the preamble".</summary>
    public string Name => NameOf(Kind, Label, Text);

    /// <summary>How a person names a clause. The page's <c>model/names.ts</c> follows the same rules; a test compares the two.</summary>
    public static string NameOf(ClauseKind kind, string? label, string text) => FormOf(kind, label, text) switch
    {
        (ClauseForm.Heading, var words) => $"the heading “{words}”",
        (ClauseForm.Point, var words) => $"point {words}",
        (ClauseForm.Preamble, _) => "the preamble",
        (ClauseForm.Paragraph, var words) => $"the paragraph “{words}”",
        (_, var words) => words,
    };

    /// <summary>By what a clause is named, whatever the language of the sentence.</summary>
    /// <returns>The form, and the words in it: the label, or how the text begins.</returns>
    public static (ClauseForm Form, string Words) FormOf(ClauseKind kind, string? label, string text)
    {
        label = label?.TrimEnd('.');
        if (kind == ClauseKind.Heading)
            return (ClauseForm.Heading, Shorten(string.IsNullOrEmpty(label) ? text : label, 40));
        if (!string.IsNullOrEmpty(label))
            return (StandsAlone(label) ? ClauseForm.Label : ClauseForm.Point, label);
        return kind == ClauseKind.Preamble ? (ClauseForm.Preamble, "") : (ClauseForm.Paragraph, Shorten(text, 24));
    }

    /// <summary>"Article 3", "§ 12a" and "第一条" say themselves what they are; "3", "(b)" and "IV" do not.</summary>
    private static bool StandsAlone(string label) =>
        (label.Any(char.IsWhiteSpace) || !char.IsAscii(label[0])) && !Rune.IsDigit(Rune.GetRuneAt(label, 0));

    public static string Shorten(string text, int length)
    {
        var flat = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (flat.Length <= length)
            return flat;
        var space = flat.LastIndexOf(' ', length);
        var cut = space > length / 2 ? space : length;
        return string.Concat(flat.AsSpan(0, char.IsHighSurrogate(flat[cut - 1]) ? cut - 1 : cut), "…");
    }
}
