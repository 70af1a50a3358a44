using Collab.Domain.Policy;
using CsCheck;

namespace Collab.Formats.Tests.Export;

/// <summary>Documents in which anything happened that can.</summary>
internal static class GeneratedDocuments
{
    private static readonly string[] Points = ["The first point, with words to quote.", "# Second *point* <b>", "3. looks like a list\n\nand goes on", "=a😀b\u05d0"];

    public static Gen<DocumentBuilder> Gen => CsCheck.Gen.Int[0, 1_000_000].Array[0, 40].Select(Build);

    private static DocumentBuilder Build(int[] choices)
    {
        var builder = new DocumentBuilder(Points);
        var members = new List<string> { builder.Join("Dr. Okafor", Role.Moderator) };
        var notes = new List<string>();
        foreach (var choice in choices)
        {
            var (what, rest) = (choice % 12, choice / 12);
            var member = members[rest % members.Count];
            var body = Hostile.Bodies[rest % Hostile.Bodies.Length];
            var note = notes.Count == 0 ? null : notes[rest % notes.Count];
            switch (what)
            {
                case 0 when members.Count < 8:
                    members.Add(builder.Join(Hostile.Names[rest % Hostile.Names.Length]));
                    break;
                case 1 or 2 or 3:
                    notes.Add(builder.Note(member, body, [Hostile.Tags[rest % Hostile.Tags.Length]], "commenting", (rest % 4, rest % 3 == 0 ? "" : Points[rest % 4].Split(' ')[0])));
                    break;
                case 4:
                    notes.Add(builder.Note(member, body, (rest % 4, ""), ((rest / 4) % 4, "")));
                    break;
                case 5:
                    notes.Add(builder.Note(member, rest % 2 == 0 ? null : body));
                    break;
                case 6 or 7 when note is not null:
                    notes.Add(builder.Reply(member, note, body));
                    break;
                case 8 when note is not null && !builder.State.Find(note)!.IsGone:
                    builder.Edit(member, note, body);
                    break;
                case 9 when note is not null && !builder.State.Find(note)!.IsGone:
                    if (rest % 2 == 0)
                        builder.Hide(members[0], note, rest % 4 == 0 ? null : body);
                    else
                        builder.Delete(member, note);
                    break;
                case 10 when note is not null && builder.State.Find(note) is { Thread: null, IsGone: false }:
                    builder.Pin(members[0], note, rest % 4, rest % 3);
                    break;
                case 11 when note is not null:
                    builder.React(member, note, "👍");
                    break;
            }
        }

        return builder;
    }
}
