using Collab.Domain;
using Collab.Formats.Import;
using Collab.Testing;

namespace Collab.Formats.Tests.Import.Hostile;

public class HostileHtmlTests
{
    [Fact]
    public void N108_scripts_frames_forms_and_refreshes_are_left_out()
    {
        const string Page = """
            <!doctype html><html><head><title>Rules</title><meta http-equiv="refresh" content="0;url=http://evil.example"><base href="http://evil.example">
            <style>p{background:url(http://evil.example)}</style><script>document.write("<p>written")</script></head>
            <body onload="alert(1)"><script>if (1 < 2 && "</p>") alert("<p>no</p>")</script><iframe src="http://evil.example"><p>framed</p></iframe>
            <noscript><p>Switch script on.</p></noscript><object data="x"><p>object</p></object><svg><text>drawn</text><path/><path/></svg>
            <p onclick="alert(1)">Be <b onmouseover=alert(1)>kind</b> &amp; <a href="javascript:alert(1)">brief</a>.</p>
            <form action="http://evil.example"><input value="typed"><textarea><p>typed</p></textarea><button>Send</button></form>
            <template><p>template</p></template><p hidden>hidden</p><!-- <p>commented</p> --><img src=x onerror=alert(1) alt="A lamp."></body></html>
            """;
        var draft = TextImport.Split(Page, TextFormat.Html);
        Assert.Equal("Rules", draft.Title);
        Assert.Equal("Switch script on.|Be kind & brief.|A lamp.", string.Join('|', draft.Clauses.Select(clause => clause.Text)));
    }

    [Theory]
    [InlineData("<div>")]
    [InlineData("<b>")]
    [InlineData("<ul><li>")]
    [InlineData("<svg>")]
    [InlineData("<table><tr><td>")]
    public void M105_a_hundred_thousand_elements_within_one_another_are_refused_within_a_second(string tag)
    {
        var page = string.Concat(Enumerable.Repeat(tag, 100_000));
        var second = TimeSpan.FromSeconds(1);
        Assert.InRange(ThreadTime.Shortest(second, () => Assert.Equal("too-nested", Assert.Throws<RefusalException>(() => TextImport.Split(page, TextFormat.Html)).Code)), TimeSpan.Zero, second);
    }

    [Theory]
    [InlineData("<p>a")]
    [InlineData("<li>a")]
    [InlineData("<b>a<p>")]
    [InlineData("<td>a")]
    [InlineData("<a name=x>a<h2>b</h2>")]
    [InlineData("<font>a</p><p>")]
    [InlineData("</div>a<br>")]
    [InlineData("<p><b>a<p><i>b")]
    [InlineData("<svg><path/><circle/></svg>a")]
    public void What_careless_pages_leave_open_is_read(string piece)
    {
        var draft = TextImport.Split(string.Concat(Enumerable.Repeat(piece, 200)), TextFormat.Html);
        Assert.NotEmpty(draft.Clauses);
    }

    [Theory]
    [InlineData("<p a1 a2 a3 a4 a5 a6 a7 a8 a9 a0")]
    [InlineData("<b><p>")]
    [InlineData("<hr>")]
    [InlineData("&amp")]
    [InlineData("<!-- ")]
    [InlineData("<title>")]
    [InlineData("</p>")]
    [InlineData("<ul><li></ul>")]
    [InlineData("<a><div></a>")]
    [InlineData("<span><div></span>")]
    public void Twenty_megabytes_of_it_come_to_an_end(string piece)
    {
        var began = ThreadTime.Now;
        try
        {
            TextImport.Split(string.Concat(Enumerable.Repeat(piece, 20_000_000 / piece.Length)), TextFormat.Html);
        }
        catch (RefusalException refusal)
        {
            Assert.Contains(refusal.Code, RefusalCodes.Status.Keys);
        }

        Assert.InRange(ThreadTime.Now - began, TimeSpan.Zero, TimeSpan.FromSeconds(15));
    }
}
