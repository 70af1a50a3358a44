using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Collab.Server.Webhooks;

/// <summary>A message as Standard Webhooks has it: <c>{type, timestamp, data}</c> and three headers.</summary>
internal sealed record WebhookMessage(string Id, long Timestamp, string Body)
{
    /// <summary>What begins every secret as it is shown.</summary>
    public const string SecretPrefix = "whsec_";

    /// <summary>That events <c>first</c> to <c>last</c> are there, to be asked for by whoever may. Nothing of what they say.</summary>
    /// <param name="now">When this attempt is made; the signature holds for it alone.</param>
    public static WebhookMessage Of(Webhook webhook, DateTimeOffset now)
    {
        var last = webhook.Until!.Value;
        var body = JsonSerializer.Serialize(
            new { type = "document.changed", timestamp = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture), data = new { document = webhook.Document, seminar = webhook.Seminar, epoch = webhook.Epoch, first = webhook.Seq + 1, last } }, JsonSerializerOptions.Web);
        return new(string.Create(CultureInfo.InvariantCulture, $"msg_{webhook.Id}_{webhook.Epoch}_{last}"), now.ToUnixTimeSeconds(), body);
    }

    /// <summary>That nothing has happened: whoever set it tries whether it arrives.</summary>
    /// <param name="id">Of this one attempt.</param>
    public static WebhookMessage Trial(Webhook webhook, string id, DateTimeOffset now) => new(
        $"msg_trial_{id}",
        now.ToUnixTimeSeconds(),
        JsonSerializer.Serialize(new { type = "webhook.trial", timestamp = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture), data = new { document = webhook.Document, seminar = webhook.Seminar, epoch = webhook.Epoch } }, JsonSerializerOptions.Web));

    /// <summary>The header <c>webhook-signature</c>: an HMAC-SHA256 of id, time and body.</summary>
    public string Signature(byte[] secret) =>
        "v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Id}.{Timestamp}.{Body}"))));
}
