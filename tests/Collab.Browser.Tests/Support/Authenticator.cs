using Microsoft.Playwright;

namespace Collab.Browser.Tests.Support;

/// <summary>Chromium's own stand-in for a device with a lock: it answers for its person at once.</summary>
internal sealed class Authenticator
{
    private readonly ICDPSession _session;
    private readonly string _id;

    private Authenticator(ICDPSession session, string id) => (_session, _id) = (session, id);

    public static async Task<Authenticator> PlugIntoAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("WebAuthn.enable", new() { ["enableUI"] = false });
        var made = await session.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["ctap2Version"] = "ctap2_1",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        return new Authenticator(session, made!.Value.GetProperty("authenticatorId").GetString()!);
    }

    /// <summary>How many keys it holds.</summary>
    public async Task<int> CountAsync() =>
        (await _session.SendAsync("WebAuthn.getCredentials", new() { ["authenticatorId"] = _id }))!.Value.GetProperty("credentials").GetArrayLength();

    /// <summary>Whether it recognises its person from now on.</summary>
    public Task VerifyAsync(bool recognised) => _session.SendAsync("WebAuthn.setUserVerified", new() { ["authenticatorId"] = _id, ["isUserVerified"] = recognised });
}
