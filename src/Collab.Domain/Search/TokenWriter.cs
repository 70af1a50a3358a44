using System.Globalization;
using System.Text;
using Collab.Domain.Seminars;

namespace Collab.Domain.Search;

/// <summary>One text on its way through the <see cref="Tokenizer"/>.</summary>
/// <param name="isQuery">The end of a query's last run may go on in the text: its last letter is no word there.</param>
internal sealed class TokenWriter(bool isQuery)
{
    private static readonly Dictionary<int, string> Folds = new()
    {
        ['ß'] = "ss",
        ['ẞ'] = "ss",
        ['ø'] = "o",
        ['Ø'] = "o",
        ['ł'] = "l",
        ['Ł'] = "l",
        ['đ'] = "d",
        ['Đ'] = "d",
        ['æ'] = "ae",
        ['Æ'] = "ae",
        ['œ'] = "oe",
        ['Œ'] = "oe",
        ['ı'] = "i",
        ['ς'] = "σ",
    };

    private readonly List<string> _tokens = [];
    private readonly StringBuilder _word = new();
    private readonly List<string> _letters = [];
    private int _length;

    /// <summary>Whether the text ends within what is written without spaces, by one letter alone: any pair that begins with it is meant.</summary>
    public bool EndsWithin { get; private set; }

    public List<string> Read(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii)
                Take(rune);
            else
                foreach (var part in Decompositions.Of(rune))
                    Take(part);
        }

        EndsWithin = isQuery && _letters.Count == 1;
        EndWord();
        EndLetters(isLast: true);
        return _tokens;
    }

    private void Take(Rune rune)
    {
        switch (Tokenizer.ClassOf(rune))
        {
            case TokenClass.Word:
                EndLetters();
                Append(rune);
                break;
            case TokenClass.Unspaced:
                EndWord();
                _letters.Add(rune.ToString());
                break;
            case TokenClass.Mark when _letters.Count > 0:
                _letters[^1] = WithMark(_letters[^1], rune);
                break;
            case TokenClass.Mark:
                Append(rune);
                break;
            case TokenClass.Symbol:
                End();
                _tokens.Add(rune.ToString());
                break;
            case TokenClass.Gap:
                End();
                break;
        }
    }

    // However many marks somebody heaps on a letter.
    private static string WithMark(string letter, Rune mark) => letter.Length < 8 ? letter + mark : letter;

    private void Append(Rune rune)
    {
        if (_length >= Tokenizer.LongestToken)
            return;
        _length++;
        if (!rune.IsAscii && Folds.TryGetValue(rune.Value, out var fold))
            _word.Append(fold);
        else if (!rune.IsAscii && Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber)
            _word.Append((char)('0' + (int)Rune.GetNumericValue(rune)));
        else
            _word.Append(Rune.ToLowerInvariant(rune));
    }

    private void End()
    {
        EndWord();
        EndLetters();
    }

    private void EndWord()
    {
        if (_word.Length == 0)
            return;
        _tokens.Add(_word.ToString());
        _word.Clear();
        _length = 0;
    }

    private void EndLetters(bool isLast = false)
    {
        if (_letters.Count == 0)
            return;
        for (var i = 0; i + 1 < _letters.Count; i++)
            _tokens.Add(_letters[i] + _letters[i + 1]);
        // The last letter alone too: else one letter would not be found at the end of a sentence, nor what goes on in another script.
        if (!isQuery || !isLast || _letters.Count == 1)
            _tokens.Add(_letters[^1]);
        _letters.Clear();
    }
}
