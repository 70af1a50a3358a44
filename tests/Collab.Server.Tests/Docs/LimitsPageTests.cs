using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Collab.Domain.Annotations;
using Collab.Domain.Clauses;
using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Domain.Seminars;
using Collab.Domain.Sessions;
using Collab.Domain.Stances;
using Collab.Formats.Archive;
using Collab.Formats.Import;
using Collab.Server.Accounts;
using Collab.Server.Commands;
using Collab.Server.Feeds;
using Collab.Server.Hosting;
using Collab.Server.Limits;
using Collab.Server.Mail;
using Collab.Server.University;
using Collab.Server.Webhooks;
using Collab.Storage.Accounts;

namespace Collab.Server.Tests.Docs;

public sealed partial class LimitsPageTests
{
    private static readonly string Page = Repository.Read("docs", "limits.md");

    [Fact]
    public void Every_option_stands_there_with_its_default_and_range_and_no_other()
    {
        var defaults = new LimitsOptions();
        var known = typeof(LimitsOptions).GetProperties().Where(property => property.Name != nameof(LimitsOptions.Rates)).Select(property =>
        {
            var range = property.GetCustomAttribute<RangeAttribute>()!;
            return $"{property.Name} {Number(property.GetValue(defaults)!)} {Number(range.Minimum)} – {Number(range.Maximum)}";
        });
        var said = OptionRow().Matches(Page).Select(row => $"{row.Groups["name"].Value} {row.Groups["default"].Value} {row.Groups["range"].Value}");
        Assert.Equal(known.Order(StringComparer.Ordinal), said.Order(StringComparer.Ordinal));
        Assert.Contains("| `Rates` | true or false | true |", Page, StringComparison.Ordinal);
        Assert.True(defaults.Rates);
    }

    [Fact]
    public void Every_setting_of_the_server_stands_there_and_no_other() =>
        Assert.Equal(typeof(ServerOptions).GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal), SettingRow().Matches(Page).Select(row => row.Groups["name"].Value).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_setting_of_the_university_stands_there_and_no_other() => Assert.Equal(
        typeof(UniversityOptions).GetProperties().Where(property => property.CanWrite || property.PropertyType.IsGenericType).Select(property => property.Name).Order(StringComparer.Ordinal),
        UniversityRow().Matches(Page).Select(row => row.Groups["name"].Value).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_setting_of_the_mail_stands_there_and_no_other() => Assert.Equal(
        typeof(MailOptions).GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal),
        MailRow().Matches(Page).Select(row => row.Groups["name"].Value).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_setting_of_webhooks_stands_there_and_no_other() => Assert.Equal(
        typeof(WebhookOptions).GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal),
        WebhookRow().Matches(Page).Select(row => row.Groups["name"].Value).Order(StringComparer.Ordinal));

    [Fact]
    public void The_fixed_limits_are_those_of_the_code()
    {
        var known = new Dictionary<string, long>
        {
            ["body of a note"] = Body.MaxBytes,
            ["a note with the passages that it quotes, as JSON"] = WordRules.MaxNoteBytes,
            ["tag"] = WordRules.MaxTagBytes,
            ["tags of a note"] = WordRules.MaxTags,
            ["targets of a note"] = ClauseDecider.MaxTargets,
            ["different reactions to a note"] = ClauseDecider.MaxTargets,
            ["reaction"] = WordRules.MaxEmojiBytes,
            ["reason for hiding, locking, resolving or taking that back, or for a stance"] = WordRules.MaxReasonBytes,
            ["title of a session"] = WordRules.MaxTitleBytes,
            ["seconds of a timer, or of a point of the agenda"] = SessionTimer.Most,
            ["stances of a scale, each of 128 bytes"] = StanceRule.Most,
            ["replies, one under the other"] = ClauseDecider.MaxDepth,
            ["quotes, lists and brackets within each other"] = MarkdownDepth.Max,
            ["name of a person"] = DisplayName.MaxLength,
            ["title of a seminar or document"] = SeminarDecider.MaxTitle,
            ["clauses of a document"] = TextDraft.MaxClauses,
            ["text to import"] = ImportLimits.MaxBytes,
            ["lines to import"] = ImportLimits.MaxLines,
            ["entries of an imported archive"] = ImportLimits.MaxEntries,
            ["bytes of an imported archive, unpacked"] = ImportLimits.MaxUnpackedBytes,
            ["times that an entry of an archive may be larger than packed"] = ImportLimits.MaxRatio,
            ["entries of an archive that is verified"] = ArchiveLimits.Entries,
            ["bytes of it, unpacked"] = ArchiveLimits.Bytes,
            ["bytes of one event, and of the manifest"] = ArchiveLimits.Piece,
            ["notes and replies of one import"] = ImportNotes.Most,
            ["notes and replies of a file, which is imported in parts"] = ImportNotes.MostInFile,
            ["nesting of imported XML"] = ImportLimits.MaxXmlDepth,
            ["attributes of an element of imported XML"] = ImportLimits.MaxXmlAttributes,
            ["nesting of imported HTML"] = ImportLimits.MaxHtmlDepth,
            ["elements and pieces of text of an imported file"] = ImportLimits.MaxNodes,
            ["nesting of JSON"] = StrictJson.MaxDepth,
            ["events of a batch"] = Batch.MaxEvents,
            ["bytes of a batch"] = Batch.MaxBytes,
            ["passkeys of a person"] = Passkey.Most,
            ["tokens of a person that hold"] = AccessToken.Most,
            ["sessions of a person that have not ended; with one more, the one that was used longest ago ends"] = Collab.Storage.Accounts.Session.Most,
            ["links of a person that open once, for another device or mailed, and hold"] = SignInLink.MostPersonal,
            ["links to return by of a person that hold"] = SignInLink.MostReturns,
            ["invite links of a seminar that can be used"] = SeminarDecider.MaxInvites,
            ["what a browser answers with a passkey"] = PasskeyBody.MaxBytes,
            ["events of a page over HTTP"] = EventEndpoints.MaxLimit,
            ["bytes of a page over HTTP"] = EventEndpoints.MaxPageBytes,
            ["requests at once on one connection of HTTP/2, live ones too"] = CollabHost.StreamsPerConnection,
        };
        Assert.Equal(known.Select(limit => $"{limit.Key}: {Number(limit.Value)}").Order(StringComparer.Ordinal), FixedRow().Matches(Page).Select(row => $"{row.Groups["what"].Value}: {row.Groups["limit"].Value}").Order(StringComparer.Ordinal));
    }

    private static string Number(object value) => Convert.ToInt64(value, CultureInfo.InvariantCulture).ToString("N0", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\| `(?<name>\w+)` \| [^|]+ \| (?<default>[\d,]+) \| (?<range>[\d,]+ – [\d,]+) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex OptionRow();

    [GeneratedRegex(@"^\| `(?<name>\w+)` \| [^|]+ \| [^|]+ \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex SettingRow();

    [GeneratedRegex(@"^\| `University:(?<name>\w+)` \| [^|]+ \| [^|]+ \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex UniversityRow();

    [GeneratedRegex(@"^\| `Mail:(?<name>\w+)` \| [^|]+ \| [^|]+ \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex MailRow();

    [GeneratedRegex(@"^\| `Webhooks:(?<name>\w+)` \| [^|]+ \| [^|]+ \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex WebhookRow();

    [GeneratedRegex(@"^\| (?<what>[A-Za-z][^|`]*) \| (?<limit>[\d,]+)( [^|]*)? \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex FixedRow();
}
