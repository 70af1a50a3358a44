using System.Security.Cryptography;
using System.Text.Json;
using Collab.Storage.Accounts;
using Microsoft.AspNetCore.DataProtection;

namespace Collab.Server.Webhooks;

/// <summary>Webhooks by document, each sealed as a whole: its address may be a secret as its key is.</summary>
internal sealed class WebhookStore(IAccountStore accounts, IDataProtectionProvider protection)
{
    private const string Prefix = "webhook/";

    private readonly IDataProtector _protector = protection.CreateProtector("Collab.Webhook");

    /// <param name="Bytes">As it is kept: who replaces it names them.</param>
    public sealed record Kept(Webhook Webhook, ReadOnlyMemory<byte> Bytes);

    /// <summary>All that there are.</summary>
    public async Task<IReadOnlyList<(string Document, string Id)>> ListAsync() =>
        [.. (await accounts.ListSettingsAsync(Prefix)).Select(key => key.Split('/')).Where(parts => parts.Length == 3).Select(parts => (parts[1], parts[2]))];

    /// <summary>Those of a document, oldest first.</summary>
    public async Task<IReadOnlyList<Webhook>> OfAsync(string document)
    {
        List<Webhook> found = [];
        foreach (var key in await accounts.ListSettingsAsync($"{Prefix}{document}/"))
        {
            if (await FindAsync(document, key.Split('/')[2]) is { } kept)
                found.Add(kept.Webhook);
        }

        return [.. found.OrderBy(webhook => webhook.Created)];
    }

    /// <summary>Null where there is none, or what sealed it is gone.</summary>
    public async Task<Kept?> FindAsync(string document, string id)
    {
        if (await accounts.ReadSettingAsync(Key(document, id)) is not { } bytes)
            return null;
        try
        {
            return new(JsonSerializer.Deserialize<Webhook>(_protector.Unprotect(bytes.ToArray()))!, bytes);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public Task AddAsync(Webhook webhook) => accounts.SaveSettingAsync(Key(webhook.Document, webhook.Id), Seal(webhook));

    /// <summary>Of several nodes that try at once one succeeds.</summary>
    /// <returns>What is kept now; null where it is another by now, or removed.</returns>
    public async Task<Kept?> ReplaceAsync(Kept before, Webhook after)
    {
        var bytes = Seal(after);
        return await accounts.ReplaceSettingAsync(Key(after.Document, after.Id), before.Bytes, bytes) ? new(after, bytes) : null;
    }

    public Task RemoveAsync(string document, string id) => accounts.RemoveSettingAsync(Key(document, id));

    private static string Key(string document, string id) => $"{Prefix}{document}/{id}";

    private byte[] Seal(Webhook webhook) => _protector.Protect(JsonSerializer.SerializeToUtf8Bytes(webhook));
}
