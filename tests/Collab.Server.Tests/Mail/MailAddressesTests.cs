using Collab.Domain;
using Collab.Server.Mail;

namespace Collab.Server.Tests.Mail;

public sealed class MailAddressesTests
{
    [Theory]
    [InlineData("ida.lund@example.edu", "ida.lund@example.edu")]
    [InlineData(" Ida.Lund+seminar@Students.Example.EDU ", "ida.lund+seminar@students.example.edu")]
    [InlineData("o'neill@a-b.example", "o'neill@a-b.example")]
    public void An_address_is_kept_in_small_letters(string typed, string kept) => Assert.Equal(kept, MailAddresses.Check(typed));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ida")]
    [InlineData("ida@localhost")]
    [InlineData("@example.edu")]
    [InlineData("ida@@example.edu")]
    [InlineData("ida@example..edu")]
    [InlineData("ida@-example.edu")]
    [InlineData("ida.@example.edu")]
    [InlineData("ida@[127.0.0.1]")]
    [InlineData("ida lund@example.edu")]
    [InlineData("ida@exämple.edu")]
    [InlineData("ida@example.edu\r\nBcc: eve@example.org")]
    [InlineData("ida\r\n@example.edu")]
    [InlineData("ida@example.edu\n")]
    [InlineData("\tida@example.edu")]
    [InlineData("ida@example.edu\0")]
    [InlineData("ida@example.edu, eve@example.org")]
    [InlineData("ida@example.edu eve@example.org")]
    [InlineData("Ida <ida@example.edu>")]
    [InlineData("<ida@example.edu>")]
    [InlineData("\"ida lund\"@example.edu")]
    [InlineData("ida@example.edu> NOTIFY=NEVER")]
    [InlineData("ida(comment)@example.edu")]
    [InlineData("ida\u2028@example.edu")]
    public void M29_what_could_end_a_line_or_name_another_recipient_is_no_address(string? typed) =>
        Assert.Equal("bad-address", Assert.Throws<RefusalException>(() => MailAddresses.Check(typed)).Code);

    [Fact]
    public void It_is_as_long_as_the_standard_allows_and_no_longer()
    {
        var domain = string.Join('.', Enumerable.Repeat(new string('d', 61), 3)) + ".example";
        Assert.True(MailAddresses.IsAddress($"{new string('a', MailAddresses.MaxLength - domain.Length - 1)}@{domain}"));
        Assert.False(MailAddresses.IsAddress($"{new string('a', MailAddresses.MaxLength - domain.Length)}@{domain}"));
        Assert.False(MailAddresses.IsAddress($"{new string('a', MailAddresses.MaxLocal + 1)}@example.edu"));
    }
}
