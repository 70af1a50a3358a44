using System.Text;

namespace Collab.Storage.Accounts;

/// <summary>
/// Looks for rows beside the logs that cannot be what was written, whatever the storage. They are not chained by hashes: a name that became
/// another name shows nowhere.
/// </summary>
internal sealed class AccountCheck
{
    private const int MostSentences = 20;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<string> _found = [];
    private readonly HashSet<string> _people = [];
    private bool _knowsEverybody = true;

    /// <summary>What is to be read, people first, and all of it at one moment.</summary>
    public static IReadOnlyList<Table> Tables { get; } = [.. Table.All.Where(table => table.Name is not ("streams" or "texts" or "events" or "snapshots"))];

    /// <summary>A sentence for each.</summary>
    public IReadOnlyList<string> Found => _found.Count <= MostSentences ? _found : [.. _found[..MostSentences], $"{_found.Count - MostSentences} rows more beside the logs are damaged. Restore a backup."];

    /// <summary>A table of which not every row could be read.</summary>
    public void CannotRead(Table table, string why)
    {
        _found.Add($"The table {table.Name} cannot be read ({why}). Restore a backup.");
        // What is read after it may be of a later moment.
        _knowsEverybody = false;
    }

    /// <param name="value">A column's number or bytes; null where there is none.</param>
    public void Read(Table table, Func<int, object?> value)
    {
        var row = table.Columns.Select((column, i) => (column.Name, Value: Decoded(column, value(i)))).ToDictionary(cell => cell.Name, cell => cell.Value);
        var key = string.Concat(string.Join(", ", table.Order.Split(", ").Select(column => row[column] is byte[] bytes ? Convert.ToHexStringLower(bytes) : row[column])).Where(c => !char.IsControl(c)));
        foreach (var (column, found) in row)
        {
            if (Wrong(table, column, found, key) is { } wrong)
                _found.Add($"{table.Name} {key}: “{column}” {wrong}. Restore a backup to get it back.");
        }

        if (table.Name == "people" && row["id"] is string id)
            _people.Add(id);
    }

    private string? Wrong(Table table, string column, object? value, string key) => value switch
    {
        null => null,
        DecoderFallbackException => "is no text",
        string person when column == "person" => _knowsEverybody && !_people.Contains(person) ? "is nobody who is known" : null,
        _ => AccountRules.Wrong(table, column, value, key),
    };

    private static object? Decoded(Column column, object? value)
    {
        if (value is not byte[] bytes || column.Kind is not ColumnKind.Text)
            return value;
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException damage)
        {
            return damage;
        }
    }
}
