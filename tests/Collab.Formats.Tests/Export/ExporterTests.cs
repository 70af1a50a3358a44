using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Formats.Export;
using Collab.Testing;
using CsCheck;

namespace Collab.Formats.Tests.Export;

/// <summary>What every format promises.</summary>
public class ExporterTests
{
    private readonly Samples samples = new();

    [Theory]
    [MemberData(nameof(Samples.Formats), MemberType = typeof(Samples))]
    public async Task The_same_document_gives_the_same_bytes_in_any_culture(string format)
    {
        var bytes = await Samples.Bytes(format, samples.For(samples.Ana));
        var before = CultureInfo.CurrentCulture;
        try
        {
            var strange = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (strange.NumberFormat.NegativeSign, strange.NumberFormat.NumberDecimalSeparator) = ("~", "!");
            (strange.DateTimeFormat.TimeSeparator, strange.DateTimeFormat.DateSeparator, strange.DateTimeFormat.MonthNames) = ("!", "!", [.. Enumerable.Repeat("?", 13)]);
            CultureInfo.CurrentCulture = strange;
            var again = new Samples();
            Assert.Equal(bytes, await Samples.Bytes(format, again.For(again.Ana)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>Programs differ in which of two they read.</summary>
    [Theory]
    [InlineData("json")]
    [InlineData("jsonld")]
    [InlineData("hypothesis")]
    public async Task No_object_of_JSON_has_a_key_twice(string format)
    {
        foreach (var document in new[] { samples.For(samples.Ana), samples.For(samples.Moderator, "selected", samples.Deeper), HostileDocument.Make() })
            JsonDocument.Parse(await Samples.Bytes(format, document), new JsonDocumentOptions { AllowDuplicateProperties = false }).Dispose();
    }

    [Theory]
    [MemberData(nameof(Samples.Complete), MemberType = typeof(Samples))]
    public async Task What_is_hidden_leaves_for_those_only_who_may_read_it_and_what_is_removed_for_nobody(string format)
    {
        foreach (var scope in new[] { "all", "selected", $"clause:{samples.Builder.Clause(2)}" })
        {
            string[] selected = scope == "selected" ? [samples.Hidden, samples.Deleted] : [];
            Assert.DoesNotContain(Samples.HiddenWords, await Samples.Text(format, samples.For(samples.Ana, scope, selected)), StringComparison.Ordinal);
            Assert.Contains(Samples.HiddenWords, await Samples.Text(format, samples.For(samples.Ben, scope, selected)), StringComparison.Ordinal);
            Assert.Contains(Samples.HiddenWords, await Samples.Text(format, samples.For(samples.Moderator, scope, selected)), StringComparison.Ordinal);
        }

        foreach (var member in new[] { samples.Moderator, samples.Ana, samples.Ben })
            Assert.DoesNotContain(Samples.DeletedWords, await Samples.Text(format, samples.For(member)), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Samples.Formats), MemberType = typeof(Samples))]
    public async Task Names_leave_for_a_class_that_sees_names_alone(string format)
    {
        var names = new Regex(@"\b(Dr\. Okafor|Ana|Ben)\b");
        Assert.Matches(names, await Samples.Text(format, Samples.Select(samples.State, new Audience(new ViewClass(ReadsHidden: true, SeesNames: true), null))));
        var withheld = await Samples.Text(format, Samples.Select(samples.State, new Audience(new ViewClass(ReadsHidden: true, SeesNames: false), null)));
        Assert.DoesNotMatch(names, withheld);
        Assert.Contains(Pseudonyms.Of(samples.State.Header.Seminar, samples.State.Header.Members[samples.Ana].Number), withheld, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Samples.Complete), MemberType = typeof(Samples))]
    public async Task Every_note_stands_exactly_once_in_every_scope(string format)
    {
        foreach (var scope in new[] { "all", "pinned", "mine", $"clause:{samples.Builder.Clause(3)}" })
        {
            var document = samples.For(samples.Ben, scope);
            Assert.NotEmpty(document.Notes);
            Assert.Equal(document.Notes.Select(n => n.Number), NoteNumbers.Of(format, await Samples.Bytes(format, document)).Order());
        }
    }

    [Theory]
    [MemberData(nameof(Samples.Complete), MemberType = typeof(Samples))]
    public void Every_note_of_any_document_stands_exactly_once(string format) => GeneratedDocuments.Gen.Sample(
        builder =>
        {
            var audience = builder.As(builder.State.Header.Members.Values.OrderBy(m => m.Joined).Last().Id);
            var bytes = Samples.Bytes(format, Samples.Select(builder.State, audience)).GetAwaiter().GetResult();
            var expected = builder.State.Annotations.Select(a => a.Number).Order();
            return expected.SequenceEqual(NoteNumbers.Of(format, bytes).Order());
        },
        iter: 150,
        print: builder => string.Join(" ¶ ", builder.State.Annotations.OrderBy(a => a.Number).Select(a => $"{a.Number}: {a.Body?.Text}")));

    [Theory]
    [InlineData("markdown")]
    [InlineData("html")]
    [InlineData("text")]
    [InlineData("json")]
    [InlineData("jsonld")]
    [InlineData("docx")]
    [InlineData("tei")]
    [InlineData("akn")]
    [InlineData("hypothesis")]
    [InlineData("paper")]
    public async Task The_record_says_what_it_is_of(string format)
    {
        var document = samples.For(samples.Ana);
        var text = await Samples.Text(format, document);
        Assert.Contains(document.Hash, text, StringComparison.Ordinal);
        Assert.Contains(document.Epoch, text, StringComparison.Ordinal);
        Assert.Contains(document.Address.AbsoluteUri, text, StringComparison.Ordinal);
        Assert.Contains("Resolution on the Opposition", text, StringComparison.Ordinal);
        Assert.Contains("Collected Works, p. 277", text, StringComparison.Ordinal);
        Assert.Contains("The opposition", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("markdown")]
    [InlineData("html")]
    [InlineData("text")]
    [InlineData("csv")]
    [InlineData("docx")]
    [InlineData("paper")]
    public async Task Times_are_in_the_zone_that_was_asked_for_and_say_so(string format)
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("Test/East", new TimeSpan(5, 30, 0), "East", "East");
        var document = ExportSelection.Of(samples.State, samples.State, samples.Builder.As(samples.Ana), ExportScope.All, Samples.Options with { Zone = zone });
        var text = await Samples.Text(format, document);
        Assert.Contains(format == "csv" ? "2026-11-23T14:06:00.000+05:30" : format == "docx" ? "w:date=\"2026-11-23T14:06:00\"" : "23 November 2026, 14:06 (UTC+05:30)", text, StringComparison.Ordinal);
        // Which moment it was stands beside Word's for programs.
        const string Moment = " w16cex:dateUtc=\"2026-11-23T08:36:00Z\"";
        Assert.Equal(format == "docx", text.Contains(Moment, StringComparison.Ordinal));
        Assert.DoesNotContain("08:36", text.Replace(Moment, "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Samples.Complete), MemberType = typeof(Samples))]
    public async Task A_large_document_is_written_in_pieces_and_can_be_stopped(string format)
    {
        var builder = new DocumentBuilder("A point.");
        var ana = builder.Join("Ana");
        for (var i = 0; i < 3000; i++)
            builder.Note(ana, $"Note {i} with *some* words in it.", (0, "point"));
        var document = Samples.Select(builder.State, builder.As(ana));
        using var stream = new AsyncOnlyStream();
        await Exporters.Find(format).WriteAsync(document, stream);
        Assert.True(stream.Writes > 3, $"{stream.Writes} writes");
        Assert.True(stream.Largest < 256 * 1024, $"{stream.Largest} bytes were held at once.");
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Exporters.Find(format).WriteAsync(document, new AsyncOnlyStream(), stop.Token));
    }

    [Theory]
    [MemberData(nameof(Samples.Formats), MemberType = typeof(Samples))]
    public async Task The_bytes_are_valid_UTF8_whatever_is_written(string format)
    {
        var builder = new DocumentBuilder(new string('x', 39) + "😀 heading text that is long");
        var ana = builder.Join("Ana");
        foreach (var body in Hostile.Bodies)
            builder.Note(ana, body);
        var bytes = await Samples.Bytes(format, Samples.Select(builder.State, builder.As(ana)));
        foreach (var part in format == "docx" ? ExportedText.Parts(bytes).Values : Enumerable.Repeat(bytes, 1))
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(part);
    }
}
