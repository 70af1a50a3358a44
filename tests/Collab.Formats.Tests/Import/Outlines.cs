using Collab.Domain.Documents;
using Collab.Formats.Import;

namespace Collab.Formats.Tests.Import;

/// <summary>A draft as lines that a person can compare: indent by level, kind's first letter unless a point, label, text.</summary>
internal static class Outlines
{
    public static string Of(string text, TextFormat format = TextFormat.Text) => Of(TextImport.Split(text, format));

    public static string Of(TextDraft draft) => string.Join('\n', draft.Clauses.Select(LineOf));

    private static string LineOf(ClauseDraft clause)
    {
        var kind = clause.Kind switch
        {
            ClauseKind.Preamble => "preamble ",
            ClauseKind.Heading => "heading ",
            ClauseKind.Paragraph => "paragraph ",
            ClauseKind.Note => "note ",
            _ => "",
        };
        var text = clause.Text.Replace("\n\n", " ¶ ", StringComparison.Ordinal);
        return $"{new string(' ', clause.Level * 2)}{kind}[{clause.Label}] {text}";
    }
}
