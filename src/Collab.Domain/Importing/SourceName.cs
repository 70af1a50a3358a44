using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Collab.Domain.Importing;

/// <summary>What a note is called in its file, as a digest: it stands where nothing can be erased.</summary>
public static class SourceName
{
    private const int Bytes = 16;

    /// <summary>Of a note that a file of Collab’s names by its number alone: numbers are of one log.</summary>
    public static string OfNumber(string document, string epoch, int number) => Of(NotesFormat.Collab, string.Create(CultureInfo.InvariantCulture, $"{document} {epoch} {number}"));

    /// <param name="format">Of <see cref="NotesFormat"/>; one for all that Collab gives out.</param>
    public static string Of(string format, string id) => Identifier.Encode(SHA256.HashData(Encoding.UTF8.GetBytes($"{format}\n{id}")).AsSpan(0, Bytes));
}
