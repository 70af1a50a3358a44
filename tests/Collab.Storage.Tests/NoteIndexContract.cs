using Collab.Domain.Search;
using static Collab.Storage.Tests.Drafts;

namespace Collab.Storage.Tests;

/// <summary>What every index promises; each storage has a class that runs this. What is found is compared with reading the notes one by one.</summary>
public abstract class NoteIndexContract(Place place) : IAsyncLifetime
{
    private const string Document = "d.resolution", Ida = "ida", Omar = "omar";

    // In different scripts, with signs of the engines in them, with a word before and after another, and long.
    private static readonly (string Author, string Text)[] Texts =
    [
        (Ida, "What does the claim rest on?"), (Omar, "The claim rests on a premise."), (Ida, "Straße und Größe"), (Omar, "Ещё одна партия"), (Ida, "关于党的决议。"), (Omar, "カタカナとひらがな"),
        (Ida, "อยู่ที่นี่"), (Omar, "كِتَابٌ"), (Ida, "good 👍🏽"), (Omar, "\"quoted\" NEAR(a b) col:x y* -z 'single' \\back; DROP TABLE"), (Ida, "on rest claim the"), (Omar, "and or not near"),
        (Ida, string.Join(' ', Enumerable.Range(0, 3000).Select(i => $"word{i}")) + " last claim"), (Omar, new string('ö', 8000)), (Ida, string.Concat(Enumerable.Repeat("the ", 4000))),
    ];

    private IStorage _storage = null!;
    private string _epoch = "";

    protected Place Place => place;

    private INoteIndex Index => _storage.Index;

    public async Task InitializeAsync()
    {
        _storage = place.Open();
        _epoch = (await _storage.Log.CreateAsync(Document, StreamKind.Document)).Epoch;
    }

    public Task DisposeAsync()
    {
        _storage.Dispose();
        place.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("claim")]
    [InlineData("rest*")]
    [InlineData("\"the claim\"")]
    [InlineData("\"claim rest\"*")]
    [InlineData("claim -premise")]
    [InlineData("-claim")]
    [InlineData("-claim -premise -the")]
    [InlineData("-claim -who:ida")]
    [InlineData("who:ida")]
    [InlineData("who:ida claim")]
    [InlineData("who:nobody")]
    [InlineData("-who:nobody")]
    [InlineData("ida")]
    [InlineData("-ida premise")]
    [InlineData("strasse")]
    [InlineData("größe GROSSE")]
    [InlineData("еще")]
    [InlineData("党")]
    [InlineData("议")]
    [InlineData("党的决")]
    [InlineData("的党")]
    [InlineData("ひらがな")]
    [InlineData("นี่")]
    [InlineData("كتاب")]
    [InlineData("👍")]
    [InlineData("\"word2998 word2999 last claim\"")]
    [InlineData("öööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööö")]
    [InlineData("\"the the the\"")]
    [InlineData("near")]
    [InlineData("NOT OR AND near")]
    [InlineData("\"a b\" col:x y*")]
    [InlineData("'; DROP TABLE notes_1; --")]
    [InlineData("single\\back")]
    [InlineData("a* b* c* d* e* f* g* h* i* j* k* l* m* n* o* p* q* r* s* t* u* v* w* x* y* z*")]
    public async Task It_finds_what_reading_one_by_one_finds(string asked)
    {
        await FillAsync();
        var terms = Terms(asked);
        var expected = Texts.Select((text, i) => (text, Number: i + 1)).Where(note => terms.All(term => Holds(term, note.text))).Select(note => note.Number);
        Assert.Equal((asked, string.Join(' ', expected)), (asked, string.Join(' ', (await Index.FindAsync(Document, _epoch, terms)).Numbers)));
    }

    [Fact]
    public async Task Former_wordings_and_notes_that_are_gone_are_not_found_and_a_former_moment_overwrites_nothing()
    {
        await FillAsync();
        await Index.UpdateAsync(Document, _epoch, 20, 30, [Note(1, "another wording"), new(2, []), Note(16, "a new claim")]);
        Assert.Equal("30: 11 13 16", await FoundAsync("claim"));
        Assert.Equal("30: 1", await FoundAsync("wording"));
        Assert.Equal("30: ", await FoundAsync("premise"));
        await Index.UpdateAsync(Document, _epoch, 0, 25, [Note(1, "claim")]);
        await Index.UpdateAsync(Document, _epoch, 31, 40, [Note(1, "claim")]);
        Assert.Equal("30: 11 13 16", await FoundAsync("claim"));
        _storage.Dispose();
        _storage = place.Open();
        Assert.Equal("30: 11 13 16", await FoundAsync("claim"));
    }

    [Fact]
    public async Task Of_another_log_and_of_another_document_nothing_is_found()
    {
        await FillAsync();
        var other = (await _storage.Log.CreateAsync("d.other", StreamKind.Document)).Epoch;
        Assert.Same(IndexAnswer.Unknown, await Index.FindAsync("d.other", other, Terms("claim")));
        await Index.UpdateAsync("d.other", other, 0, 5, [Note(3, "a claim elsewhere")]);
        Assert.Equal([3], (await Index.FindAsync("d.other", other, Terms("claim"))).Numbers);
        Assert.Equal("20: 1 2 11 13", await FoundAsync("claim"));
        Assert.Same(IndexAnswer.Unknown, await Index.FindAsync(Document, new string('0', 32), Terms("claim")));
    }

    [Fact]
    public async Task What_is_erased_is_out_of_the_index_and_no_former_moment_brings_it_back()
    {
        await _storage.Log.AppendNextAsync(Document, Many(22));
        await FillAsync();
        await _storage.Log.EraseAsync(Document, [3]);
        Assert.Same(IndexAnswer.Unknown, await Index.FindAsync(Document, _epoch, Terms("claim")));
        await Index.UpdateAsync(Document, _epoch, 0, 21, [Note(1, "the erased claim")]);
        Assert.Same(IndexAnswer.Unknown, await Index.FindAsync(Document, _epoch, Terms("claim")));
        await Index.UpdateAsync(Document, _epoch, 0, 22, [Note(2, "the claim")]);
        Assert.Equal("22: 2", await FoundAsync("claim"));
    }

    [Fact]
    public async Task Several_thousand_authors_of_a_name_are_no_trouble()
    {
        await FillAsync();
        var terms = new[] { new IndexTerm(null, [.. Enumerable.Range(0, 3000).Select(i => IndexedNote.Author($"member{i}")), IndexedNote.Author(Ida)], false), new IndexTerm(Tokenizer.PhraseOf("claim"), [], false) };
        Assert.Equal([1, 11, 13], (await Index.FindAsync(Document, _epoch, terms)).Numbers);
    }

    [Fact]
    public async Task A_backup_leaves_it_out_and_what_is_restored_begins_without()
    {
        await FillAsync();
        await _storage.BackupAsync(place.File("backup"));
        using var other = Another();
        other.Restore(place.File("backup"));
        using var restored = other.Open();
        var stream = (await restored.Log.FindAsync(Document))!;
        Assert.Same(IndexAnswer.Unknown, await restored.Index.FindAsync(Document, stream.Epoch, Terms("claim")));
        Assert.DoesNotContain("strasse", System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(place.File("backup"))), StringComparison.Ordinal);
    }

    /// <summary>Another place of the same kind.</summary>
    protected abstract Place Another();

    protected IStorage Storage
    {
        get => _storage;
        set => _storage = value;
    }

    protected Task FillAsync() => Index.UpdateAsync(Document, _epoch, 0, 20, [.. Texts.Select((text, i) => Note(i + 1, text.Text, text.Author))]);

    protected async Task<string> FoundAsync(string asked) => await Index.FindAsync(Document, _epoch, Terms(asked)) is var answer ? $"{answer.Seq}: {string.Join(' ', answer.Numbers)}" : "";

    private static IndexedNote Note(int number, string text, string author = Ida) => new(number, [IndexedNote.Every, IndexedNote.Author(author), .. Tokenizer.Tokens(text)]);

    private static bool Holds(IndexTerm term, (string Author, string Text) note) =>
        term.Finds(Note(0, note.Text, note.Author).Tokens);

    private static List<IndexTerm> Terms(string asked) => [.. SearchQuery.Parse(asked).Conditions.Select(condition => condition switch
    {
        Condition.Holds words => new IndexTerm(words.Phrase, Called(words.Phrase), words.IsNot),
        Condition.By by => new IndexTerm(null, Called(by.Name!), by.IsNot),
        _ => throw new NotSupportedException(),
    })];

    private static System.Collections.Immutable.ImmutableArray<string> Called(Phrase name) => [.. new[] { Ida, Omar }.Where(member => name.IsIn([member])).Select(IndexedNote.Author)];
}
