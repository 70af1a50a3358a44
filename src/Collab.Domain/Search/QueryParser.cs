using System.Collections.Immutable;
using System.Globalization;
using Collab.Domain.Annotations;

namespace Collab.Domain.Search;

/// <summary>Reads one query, once from its beginning to its end.</summary>
internal sealed class QueryParser(string text)
{
    private static readonly string[] Kinds = [.. Enum.GetNames<NoteKind>().Select(name => name.ToLowerInvariant())];

    private int _at;

    public SearchQuery Parse()
    {
        if (text.Length > SearchQuery.Longest)
            throw Refused(SearchQuery.Longest, $"The search is longer than {SearchQuery.Longest} characters: look for less at once");
        var conditions = ImmutableArray.CreateBuilder<Condition>();
        while (SkipSpace())
        {
            if (conditions.Count == SearchQuery.MostConditions)
                throw Refused(_at, $"Look for at most {SearchQuery.MostConditions} words at once");
            if (ReadOne() is { } condition)
                conditions.Add(condition);
        }

        return conditions.Count > 0 ? new SearchQuery(conditions.ToImmutable()) : throw Refused(0, "There is no word in the search: write what a note says, or who wrote it");
    }

    private bool SkipSpace()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            _at++;
        return _at < text.Length;
    }

    /// <summary>The next condition; null for punctuation alone.</summary>
    private Condition? ReadOne()
    {
        var began = _at;
        var isNot = text[_at] is '-' or '\u2212' && _at + 1 < text.Length && !char.IsWhiteSpace(text[_at + 1]);
        if (isNot)
            _at++;
        var field = ReadField();
        var value = _at;
        var (read, isPrefix, isQuoted) = ReadValue();
        if (field is null)
            return Tokenizer.PhraseOf(read, isPrefix) is { } words ? new Condition.Holds(words, isNot) : isQuoted ? throw Refused(began, "There is no word between the quotation marks") : null;
        if (read.Length == 0)
            throw Refused(value, $"Say after {field}: what it should be, without a space between");
        return field switch
        {
            "who" => new Condition.By(!isQuoted && read is "me" ? null : Words(read, isPrefix, value, "a name"), isNot),
            "kind" => new Condition.Is(Kind(read, value), isNot),
            "tag" => new Condition.Tagged(Words(read, isPrefix, value, "a tag"), isPrefix ? [] : [.. Tokenizer.Tokens(read)], isNot),
            "point" => new Condition.About(read, Position(value), isNot),
            "after" => new Condition.Within(Day(read, value), DateTimeOffset.MaxValue, isNot),
            _ => new Condition.Within(DateTimeOffset.MinValue, Day(read, value), isNot),
        };
    }

    /// <summary>The field whose name and colon come next. What is none of ours is a word, as <c>https:</c> and <c>12:30</c> are.</summary>
    private string? ReadField()
    {
        foreach (var field in (ReadOnlySpan<string>)["who", "kind", "tag", "point", "after", "before"])
        {
            if (string.Compare(text, _at, field, 0, field.Length, StringComparison.OrdinalIgnoreCase) != 0 || _at + field.Length >= text.Length || text[_at + field.Length] != ':')
                continue;
            _at += field.Length + 1;
            return field;
        }

        return null;
    }

    private (string Value, bool IsPrefix, bool IsQuoted) ReadValue()
    {
        var isQuoted = _at < text.Length && IsQuote(text[_at]);
        var from = isQuoted ? _at + 1 : _at;
        var to = from;
        while (to < text.Length && (isQuoted ? !IsQuote(text[to]) : !char.IsWhiteSpace(text[to]) && !IsQuote(text[to])))
            to++;
        if (isQuoted && to == text.Length)
            throw Refused(_at, "This quotation mark has no second one: close it, or take it away");
        _at = isQuoted ? to + 1 : to;
        var value = text[from..to];
        if (!isQuoted)
            return (value.TrimEnd('*'), value.EndsWith('*'), false);
        if (_at >= text.Length || text[_at] != '*')
            return (value, false, true);
        _at++;
        return (value, true, true);
    }

    private static bool IsQuote(char c) => c is '"' or '“' or '”' or '„' or '«' or '»' or '「' or '」';

    private Phrase Words(string value, bool isPrefix, int at, string what) => Tokenizer.PhraseOf(value, isPrefix) ?? throw Refused(at, $"There is no letter in it: this is not {what}");

    private NoteKind Kind(string value, int at) => Array.IndexOf(Kinds, value.ToLowerInvariant()) is >= 0 and var kind
        ? (NoteKind)kind
        : throw Refused(at, $"No note is of that kind: write one of {string.Join(", ", Kinds)}");

    private DateTimeOffset Day(string value, int at) => DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)
        : throw Refused(at, "This is no day: write year, month and day as in 2026-11-01");

    private int Position(int at) => CodePoints.Count(text.AsSpan(0, at)) + 1;

    private RefusalException Refused(int at, string sentence) => new("bad-query", $"{sentence} (at character {Position(at)}).");
}
