using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Collab.Domain.Documents;
using Collab.Domain.Stances;
using Collab.Web.Models;
using Microsoft.AspNetCore.Components;

namespace Collab.Web.Languages;

/// <summary>What a localizer says beside plain texts: numbers with their words, sentences with elements in them, the names of clauses.</summary>
public static class Phrases
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>A number with its words.</summary>
    /// <param name="text">The localizer.</param>
    /// <param name="count">Not negative; stands at <c>{0}</c>.</param>
    /// <param name="english">Both forms, parted by a bar: "1 note | {0} notes".</param>
    /// <param name="values">What stands at <c>{1}</c> and on.</param>
    public static string Count(this PageTexts text, long count, string english, params object?[] values)
    {
        var found = text[english];
        // English where it was not translated.
        var forms = Plural.Forms(found.Value);
        return string.Format(CultureInfo.InvariantCulture, forms[Plural.Of(found.ResourceNotFound ? Language.English.Tag : Language.Current.Tag, count)], [count, .. values]);
    }

    /// <summary>A sentence with elements in it, as IHtmlLocalizer has it: the text is HTML of ours, what is put in is escaped, unless it is markup itself.</summary>
    public static MarkupString Html(this PageTexts text, string english, params object?[] values) =>
        new(string.Format(CultureInfo.InvariantCulture, text[english].Value, [.. values.Select(Escaped)]));

    /// <summary>A link, to stand in a sentence.</summary>
    public static MarkupString Link(string address, string words) => new($"<a href=\"{Encoder.Encode(address)}\"><bdi>{Encoder.Encode(words)}</bdi></a>");

    /// <summary>What to call a clause in a sentence: "point 3", "the preamble".</summary>
    public static string NameOf(this PageTexts text, Clause clause) => text.NameOf(clause.Kind, clause.Label, clause.Text);

    /// <inheritdoc cref="NameOf(PageTexts, Clause)"/>
    public static string NameOf(this PageTexts text, ClauseModel clause) => text.NameOf(clause.KindOf, clause.Label, clause.Text);

    /// <inheritdoc cref="NameOf(PageTexts, Clause)"/>
    public static string NameOf(this PageTexts text, ClauseKind kind, string? label, string words) => Clause.FormOf(kind, label, words) switch
    {
        (ClauseForm.Heading, var shown) => text["the heading “{0}”", shown],
        (ClauseForm.Point, var shown) => text["point {0}", shown],
        (ClauseForm.Preamble, _) => text["the preamble"],
        (ClauseForm.Paragraph, var shown) => text["the paragraph “{0}”", shown],
        (_, var shown) => shown,
    };

    /// <summary>A stance in a line with others: in the quotation marks of the language where a comma stands in it.</summary>
    public static string StanceInLine(this PageTexts text, StanceRule rule, string choice) =>
        text.StanceName(rule, choice) is var name && StanceRule.HasComma(name) ? text["“{0}”", name] : name;

    /// <summary>What a stance is called: words that nobody chose are the page's own, in its language; those of another scale are somebody's, and stay.</summary>
    public static string StanceName(this PageTexts text, StanceRule rule, string choice) => rule.Scale.SequenceEqual(StanceRule.Default.Scale) ? choice switch
    {
        "agree" => text["agree"],
        "agree with changes" => text["agree with changes"],
        "disagree" => text["disagree"],
        "abstain" => text["abstain"],
        _ => choice,
    } : choice;

    /// <summary>With a capital, to begin a line.</summary>
    public static string Capital(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];

    private static object? Escaped(object? value) => value switch
    {
        MarkupString markup => markup.Value,
        string words => Encoder.Encode(words),
        _ => value is null ? null : Encoder.Encode(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""),
    };
}
