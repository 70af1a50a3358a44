using Collab.Domain.Documents;
using Collab.Formats.Import.Lines;

namespace Collab.Formats.Import;

/// <summary>Plain text, wrapped or one paragraph a line, numbered as people number.</summary>
public sealed class PlainTextImporter : ITextImporter
{
    public TextDraft Import(string text)
    {
        var (clean, warning) = TextCheck.Clean(text);
        var draft = SplitText.Split(LineReader.Read(clean));
        return warning is null ? draft : draft with { Warnings = [warning, .. draft.Warnings] };
    }
}
