namespace Collab.Domain.Tests.Revisions;

/// <summary>
/// Writes like a statute, which is the hardest to tell apart: a few hundred words, the frequent ones very frequent, and stock phrases
/// over and over.
/// </summary>
internal sealed class GeneratedLanguage
{
    private static readonly string[] Letters = ["bcdfghklmnprstvw|aeiou", "бвгдклмнпрст|аеиоу", "βγδκλμνπρστ|αειου", "אבגדהוזחטיכלמנ|אוי", "😀🎓bdkm|ae"];

    private readonly Random _random;
    private readonly string[] _words;
    private readonly string[][] _phrases;
    private int _identity;
    private string _last;

    /// <param name="script">0 to 5; 5 writes without spaces.</param>
    public GeneratedLanguage(Random random, int script)
    {
        _random = random;
        _last = "";
        Space = script == 5 ? "" : " ";
        _words = [.. Enumerable.Range(0, script == 5 ? 900 : 500).Select(i => script == 5 ? ((char)(0x4E00 + (i * 7))).ToString() : Word(Letters[script])).Distinct()];
        _phrases = [.. Enumerable.Range(0, 12).Select(_ => Enumerable.Range(0, random.Next(3, 6)).Select(_ => Frequent()).ToArray())];
    }

    public string Space { get; }

    public IEnumerable<GeneratedWord> Sentence()
    {
        for (var length = _random.Next(6, 18); length > 0;)
        {
            var words = _random.Next(5) == 0 ? _phrases[_random.Next(_phrases.Length)] : [Frequent()];
            length -= words.Length;
            foreach (var word in words)
                yield return New(length <= 0 && word == words[^1] ? word + "." : word);
        }
    }

    public GeneratedWord New(string text) => new(text, ++_identity);

    public GeneratedWord New() => New(Frequent());

    /// <summary>One half of all words is of the first twentieth.</summary>
    private string Frequent()
    {
        var word = _last;
        while (word == _last)
            word = _words[(int)(Math.Pow(_random.NextDouble(), 3) * _words.Length)];
        return _last = word;
    }

    private string Word(string letters)
    {
        var (first, second) = (letters.Split('|')[0].EnumerateRunes().ToArray(), letters.Split('|')[1].EnumerateRunes().ToArray());
        return string.Concat(Enumerable.Range(0, _random.Next(1, 4)).SelectMany(_ => new[] { first[_random.Next(first.Length)], second[_random.Next(second.Length)] }));
    }
}
