using Collab.Domain.Documents;
using Collab.Domain.Policy;
using Collab.Formats.Export;

namespace Collab.Formats.Tests.Export;

/// <summary>A document in which everything a person writes is meant to break the file: for readers that are too slow for generated ones.</summary>
internal static class HostileDocument
{
    public static ExportDocument Make()
    {
        var builder = new DocumentBuilder("\uFFFE]]>\uD800 <b>", DocumentMetadata.Of([new("a\"b", "\u0001<x>"), new("author", "&amp;")]),
            new("§ 1\"", ClauseKind.Heading, 0, "A <head> & more"),
            new("(a)", ClauseKind.Point, 1, "line\nline\ttab \uFFFF\uDC00 a😀b"),
            new(null, ClauseKind.Paragraph, 2, "שלום"),
            new("2", ClauseKind.Heading, 0, "Alone"),
            new(null, ClauseKind.Note, 0, "]]>"));
        var moderator = builder.Join("Mona \"Berg\" <x>", Role.Moderator);
        var members = Hostile.Names.Select(name => builder.Join(name)).ToList();
        for (var i = 0; i < Hostile.Bodies.Length; i++)
        {
            var note = builder.Note(members[i % members.Count], Hostile.Bodies[i], [Hostile.Tags[i % Hostile.Tags.Length]], "commenting", (i % 5, i % 5 == 1 ? "a😀b" : ""));
            if (i % 7 == 0)
                builder.Hide(moderator, note, Hostile.Bodies[i]);
            if (i % 5 == 0)
                builder.Pin(moderator, note, (i + 1) % 5);
        }

        builder.Stance(moderator, 1, "agree", reason: "<why> & \"so\"");
        builder.Hold(moderator, "<session>", 1, moderator);
        return Samples.Select(builder.State, builder.As(moderator));
    }
}
