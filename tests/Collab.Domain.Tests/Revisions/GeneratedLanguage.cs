namespace Collab.Domain.Tests.Revisions;

/// <summary>
/// Writes like a statute, which is the hardest to tell apart: a few hundred words, the frequent ones very frequent, and stock phrases
/// over and over. It has figures and compounds, and not every sentence ends with a stop.
/// </summary>
internal sealed class GeneratedLanguage
{
    private static readonly string[] Letters = ["bcdfghklmnprstvw|aeiou", "бвгдклмнпрст|аеиоу", "βγδκλμνπρστ|αειου", "אבגדהוזחטיכלמנ|אוי", "😀🎓bdkm|ae"];

    /// <summary>What is printed between two words that are read as one.</summary>
    private static readonly string[] Joints = ["-", "\u2010", "\u2011", "\u2013", "\u00AD", "\u200D", "\u2019", "'", "/", ".", "*", ".-"];

    private readonly Random _random;
    private readonly string? _letters;
    private readonly string[] _words;
    private readonly string[][] _phrases;
    private readonly string[] _stock;
    private int _identity;
    private string _last;

    /// <param name="script">0 to 5; 5 writes without spaces.</param>
    public GeneratedLanguage(Random random, int script)
    {
        _random = random;
        _last = "";
        Space = script == 5 ? "" : " ";
        _letters = script == 5 ? null : Letters[script];
        _words = [.. Enumerable.Range(0, script == 5 ? 900 : 500).Select(i => _letters is null ? ((char)(0x4E00 + (i * 7))).ToString() : Printed(i)).Distinct()];
        _stock = [.. Enumerable.Range(0, 6).Select(i => _letters is null ? _words[i] : $"{Word(_letters)}{(i % 2 == 0 ? "" : " " + Word(_letters))}.")];
        _phrases = [.. Enumerable.Range(0, 12).Select(_ => Enumerable.Range(0, random.Next(3, 6)).Select(_ => Frequent()).ToArray())];
    }

    public string Space { get; }

    /// <summary>What stands at a point that says nothing: “Repealed.”, “Left free.” There are six of them.</summary>
    public IEnumerable<GeneratedWord> Stock() => _stock[_random.Next(_stock.Length)].Split(' ').Select(New);

    public IEnumerable<GeneratedWord> Sentence()
    {
        var stop = _random.Next(10) > 0;
        for (var length = _random.Next(6, 18); length > 0;)
        {
            var words = _random.Next(5) == 0 ? _phrases[_random.Next(_phrases.Length)] : [Frequent()];
            length -= words.Length;
            foreach (var word in words)
                yield return New(length <= 0 && word == words[^1] && stop ? word + "." : word);
        }
    }

    public GeneratedWord New(string text) => new(text, ++_identity);

    public GeneratedWord New() => New(Frequent());

    /// <summary>Another word, in which that one stands whole: “non-binding”, “10,000”, “rightful”. In a script without spaces merely another.</summary>
    public GeneratedWord Grown(GeneratedWord word)
    {
        if (_letters is null)
            return OtherThan(word);
        var ends = word.Text.EndsWith('.') ? 1 : 0;
        var bare = word.Text[..^ends];
        var joint = Joints[_random.Next(Joints.Length)];
        var grown = _random.Next(5) switch
        {
            4 when char.IsAsciiDigit(bare[^1]) => bare + new[] { "%", " %", "+", "€", "\u20442" }[_random.Next(5)],
            4 => bare + "(" + Word(_letters) + ")",
            0 when char.IsAsciiDigit(bare[^1]) => bare + ".,: "[_random.Next(4)] + "000",
            0 => bare + Word(_letters),
            1 => Word(_letters) + bare,
            2 => Word(_letters) + joint + bare,
            _ => bare + joint + Word(_letters),
        };
        return New(ends > 0 ? grown + "." : grown);
    }

    private GeneratedWord OtherThan(GeneratedWord word)
    {
        var other = New();
        while (other.Text == word.Text)
            other = New();
        return other;
    }

    /// <summary>One half of all words is of the first twentieth.</summary>
    private string Frequent()
    {
        var word = _last;
        while (word == _last)
            word = _words[(int)(Math.Pow(_random.NextDouble(), 3) * _words.Length)];
        return _last = word;
    }

    /// <summary>A figure, a compound, or mostly a word.</summary>
    private string Printed(int i) => (i % 20) switch
    {
        3 => $"{_random.Next(1, 100)}",
        4 => $"{_random.Next(1, 10)},{_random.Next(100, 1000)}",
        5 => Word(_letters!) + Joints[_random.Next(Joints.Length)] + Word(_letters!),
        _ => Word(_letters!),
    };

    private string Word(string letters)
    {
        var (first, second) = (letters.Split('|')[0].EnumerateRunes().ToArray(), letters.Split('|')[1].EnumerateRunes().ToArray());
        return string.Concat(Enumerable.Range(0, _random.Next(1, 4)).SelectMany(_ => new[] { first[_random.Next(first.Length)], second[_random.Next(second.Length)] }));
    }
}
