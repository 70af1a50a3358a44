using System.Text;
using Collab.Domain.Documents;
using Collab.Domain.Reading;

namespace Collab.Server.Mail;

/// <summary>
/// Writes what is new for somebody. No word of a note and no name is in it: mails lie where nobody can hide, erase or withhold anything
/// any more. It says where something is, and the room shows it to whoever may read it then.
/// </summary>
internal static class NewsLetters
{
    /// <summary>Entries of one document that are named; of more it is said how many.</summary>
    private const int Most = 20;

    /// <param name="to">The address.</param>
    /// <param name="how">How often they are written to.</param>
    /// <param name="server">Scheme, host and port that the links lead to.</param>
    /// <param name="news">What is new, by document, newest first.</param>
    /// <param name="unsubscribe">The path of the link that stops these mails.</param>
    public static Letter Write(string to, NewsFrequency how, string server, IReadOnlyList<(DocumentState Document, IReadOnlyList<InboxEntry> Entries)> news, string unsubscribe)
    {
        var text = new StringBuilder();
        foreach (var (document, entries) in news)
        {
            text.Append($"New for you in “{MailLinks.Line(document.Header.Title)}”:\n\n");
            foreach (var entry in entries.Take(Most))
                text.Append($"{PointOf(document, entry)}, {(entry.Note.Thread is null ? "note" : "reply")} {entry.Note.Number}: {Why(entry)}\n{server}/rooms/{document.Header.Id}/notes/{entry.Note.Number}\n\n");
            if (entries.Count > Most)
                text.Append($"And {entries.Count - Most} more: {server}/rooms/{document.Header.Id}\n\n");
        }

        text.Append($"You get {Often(how)} because you chose so in the room’s inbox. To stop these mails, open this link; it needs no sign-in, and does nothing else:\n\n{server}{unsubscribe}\n");
        return new Letter(to, how == NewsFrequency.AtOnce ? "New for you" : "What is new for you", text.ToString()) { Unsubscribe = server + unsubscribe };
    }

    private static string PointOf(DocumentState document, InboxEntry entry)
    {
        var name = entry.Root.Targets is [var first, ..] && document.Header.ClauseOf(first.Clause) is { } clause ? clause.Name : "the whole document";
        return MailLinks.Line(char.ToUpperInvariant(name[0]) + name[1..]);
    }

    private static string Why(InboxEntry entry) => entry.Reason switch
    {
        InboxReason.Mention => "it mentions you",
        InboxReason.Reply => "it answers you",
        _ => "it is where you watch",
    };

    private static string Often(NewsFrequency how) => how switch
    {
        NewsFrequency.Daily => "a mail a day",
        NewsFrequency.Weekly => "a mail a week",
        _ => "a mail at once",
    };
}
