using Collab.Server.Webhooks;

namespace Collab.Server.Tests.Webhooks;

public sealed class WebhookMessageTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 8, 30, 0, 123, TimeSpan.Zero);

    [Fact]
    public void The_signature_is_the_one_of_the_example_of_Standard_Webhooks() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        new WebhookMessage("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, """{"test": 2432232314}""").Signature(Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")));

    [Fact]
    public void A_message_says_from_where_to_where_and_its_id_stays_for_as_long_as_it_has_not_arrived()
    {
        var webhook = new Webhook("w", "d", "s", "https://example.edu/", [1], "p", Now, "e", 11) { Until = 17 };
        var message = WebhookMessage.Of(webhook, Now);
        Assert.Equal("""{"type":"document.changed","timestamp":"2026-11-23T08:30:00.123Z","data":{"document":"d","seminar":"s","epoch":"e","first":12,"last":17}}""", message.Body);
        var again = WebhookMessage.Of(webhook with { Failures = 3 }, Now.AddHours(1));
        Assert.Equal(message.Id, again.Id);
        Assert.NotEqual(message.Signature(webhook.Secret), again.Signature(webhook.Secret));
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 20)]
    [InlineData(5, 160)]
    [InlineData(12, 20_480)]
    [InlineData(13, 21_600)]
    [InlineData(1_000_000, 21_600)]
    public void Pauses_double_up_to_six_hours(int failures, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), WebhookRound.Pause(failures));
}
