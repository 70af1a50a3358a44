using System.Net;

namespace Collab.Client.Tests;

public sealed class WireTests
{
    [Theory]
    [InlineData("rate-limited", 429, true)]
    [InlineData("outcome-unknown", 503, true)]
    [InlineData("storage-full", 507, true)]
    [InlineData("locked", 409, false)]
    [InlineData("not-found", 404, false)]
    public void What_the_server_says_of_itself_may_pass_and_what_it_says_of_the_request_stays(string code, int status, bool passes) =>
        Assert.Equal(passes, Wire.MayPass(new RefusedException(code, status, "A sentence.")));

    [Theory]
    [InlineData(HttpStatusCode.BadGateway, true)]
    [InlineData(HttpStatusCode.NotFound, false)]
    [InlineData(HttpStatusCode.MovedPermanently, false)]
    public void What_a_proxy_says_may_pass_where_it_is_of_the_line(HttpStatusCode status, bool passes) =>
        Assert.Equal(passes, Wire.MayPass(new HttpRequestException("", null, status)));
}
