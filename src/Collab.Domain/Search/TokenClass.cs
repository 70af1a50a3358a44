namespace Collab.Domain.Search;

/// <summary>What a character is to the <see cref="Tokenizer"/>.</summary>
internal enum TokenClass
{
    /// <summary>Between words.</summary>
    Gap,

    /// <summary>Passed over, as if it were not there: an accent, a character of no width.</summary>
    Nothing,

    /// <summary>A letter or a digit of a script with spaces.</summary>
    Word,

    /// <summary>A letter of a script without.</summary>
    Unspaced,

    /// <summary>A vowel or a tone that belongs to the letter before it.</summary>
    Mark,

    /// <summary>A word of its own.</summary>
    Symbol,
}
