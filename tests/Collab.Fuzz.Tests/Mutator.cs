using System.Text;

namespace Collab.Fuzz.Tests;

/// <summary>Spoils good inputs: what is nearly right reaches deeper than noise.</summary>
internal static class Mutator
{
    private const int MaxLength = 30_000;

    /// <summary>Characters that texts are seldom tried with: ends of lines, controls, halves of characters, what is invisible or turns the order round.</summary>
    private const string Odd = "\0\u0001\t\n\r\u000b\u001b\u007f\u0085\u00a0\u00ad\u0300\u200b\u200d\u202e\u2028\u2029\u3000\ud83d\ude00\udc00\ufdd0\ufeff\ufffe\uffff";

    public static string Spoil(Random random, string[] samples, string[] words)
    {
        var text = new StringBuilder(samples[random.Next(samples.Length)]);
        for (var times = random.Next(10); times > 0 && text.Length < MaxLength; times--)
            Change(random, text, samples, words);
        return text.ToString(0, Math.Min(text.Length, MaxLength));
    }

    public static byte[] Spoil(Random random, byte[] bytes)
    {
        var spoilt = bytes.ToList();
        for (var times = 1 + random.Next(6); times > 0 && spoilt.Count > 0; times--)
        {
            var at = random.Next(spoilt.Count);
            switch (random.Next(5))
            {
                case 0:
                    spoilt[at] = (byte)random.Next(256);
                    break;
                case 1:
                    spoilt[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    spoilt.RemoveRange(at, Math.Min(spoilt.Count - at, 1 + random.Next(8)));
                    break;
                case 3:
                    spoilt.InsertRange(at, Enumerable.Repeat((byte)(random.Next(2) * 255), 1 + random.Next(8)));
                    break;
                default:
                    // Numbers stand in four bytes, and their ends are where mistakes are.
                    for (var i = at; i < Math.Min(spoilt.Count, at + 4); i++)
                        spoilt[i] = random.Next(2) == 0 ? (byte)0xFF : (byte)0;
                    break;
            }
        }

        return [.. spoilt];
    }

    private static void Change(Random random, StringBuilder text, string[] samples, string[] words)
    {
        var at = random.Next(text.Length + 1);
        var length = Math.Min(text.Length - at, random.Next(random.Next(4) == 0 ? 400 : 20));
        switch (random.Next(8))
        {
            case 0:
                text.Remove(at, length);
                break;
            case 1:
                Repeat(text, at, text.ToString(at, length), random.Next(random.Next(8) == 0 ? 300 : 4));
                break;
            case 2:
                Repeat(text, at, words[random.Next(words.Length)], random.Next(8) == 0 ? random.Next(3_000) : 1);
                break;
            case 3:
                text.Insert(at, Odd[random.Next(Odd.Length)]);
                break;
            case 4:
                text.Insert(at, (char)random.Next(0x10000));
                break;
            case 5:
                var other = samples[random.Next(samples.Length)];
                text.Insert(at, other.AsSpan(random.Next(other.Length)));
                break;
            case 6:
                text.Length = at;
                break;
            default:
                text.Insert(at, words[random.Next(words.Length)]);
                break;
        }
    }

    private static void Repeat(StringBuilder text, int at, string what, int times)
    {
        if (what.Length > 0)
            text.Insert(at, what, Math.Min(times, (MaxLength / what.Length) + 1));
    }
}
