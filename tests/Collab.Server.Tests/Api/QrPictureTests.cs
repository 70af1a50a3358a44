using Collab.Domain.Policy;
using Collab.Server.Api;
using Collab.Testing;

namespace Collab.Server.Tests.Api;

[Collection(ServerCollection.Name)]
public sealed class QrPictureTests(ServerFixture fixture)
{
    private const string Address = "https://192.168.1.20:5081/join#iabc0123456789";

    [Fact]
    public void The_picture_of_an_address_is_read_as_that_address() => Assert.Equal(Address, QrReader.ReadSvg(QrPicture.Svg(Address)));

    [Fact]
    public void The_blocks_of_a_terminal_are_read_as_the_address() =>
        Assert.Equal(Address, QrReader.ReadBlocks(QrPicture.Blocks(Address).Split('\n').Select(line => line.TrimEnd('\r')).ToList()));

    [Fact]
    public async Task An_invite_comes_with_a_picture_of_its_link()
    {
        var owner = await fixture.Server.JoinAsync(Role.Owner);
        using var response = await owner.PostAsync($"/api/seminars/{fixture.Server.Seminar}/invites", new { role = "reader" });
        var invite = await response.JsonAsync();

        Assert.Equal((string)invite["url"]!, QrReader.ReadSvg((string)invite["qr"]!));
    }
}
