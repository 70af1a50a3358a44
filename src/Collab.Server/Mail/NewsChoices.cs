using System.Text.Json;
using Collab.Storage.Accounts;

namespace Collab.Server.Mail;

/// <summary>Who has news mailed, by seminar and person.</summary>
internal sealed class NewsChoices(IAccountStore accounts)
{
    private const string Prefix = "news/";

    /// <summary>Null where the person has none mailed.</summary>
    public async Task<NewsChoice?> FindAsync(string seminar, string person) => Read(await accounts.ReadSettingAsync(Key(seminar, person)));

    /// <summary>Everybody who has.</summary>
    public async Task<IReadOnlyList<(string Seminar, string Person)>> ListAsync() =>
        [.. (await accounts.ListSettingsAsync(Prefix)).Select(key => key.Split('/')).Where(parts => parts.Length == 3).Select(parts => (parts[1], parts[2]))];

    public Task SaveAsync(string seminar, string person, NewsChoice choice) => accounts.SaveSettingAsync(Key(seminar, person), Write(choice));

    public Task RemoveAsync(string seminar, string person) => accounts.RemoveSettingAsync(Key(seminar, person));

    /// <summary>Notes that what is new goes out, or could not. Of several nodes that try at once one does: the others send nothing.</summary>
    public Task<bool> ReplaceAsync(string seminar, string person, NewsChoice before, NewsChoice after) =>
        accounts.ReplaceSettingAsync(Key(seminar, person), Write(before), Write(after));

    private static string Key(string seminar, string person) => $"{Prefix}{seminar}/{person}";

    private static byte[] Write(NewsChoice choice) => JsonSerializer.SerializeToUtf8Bytes(choice);

    private static NewsChoice? Read(ReadOnlyMemory<byte>? kept) => kept is { } bytes ? JsonSerializer.Deserialize<NewsChoice>(bytes.Span) : null;
}
