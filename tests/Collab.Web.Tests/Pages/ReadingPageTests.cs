using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Collab.Web.Models;
using Collab.Web.Pages;

namespace Collab.Web.Tests.Pages;

public class ReadingPageTests
{
    [Fact]
    public async Task Marks_leave_the_text_of_a_clause_as_it_is()
    {
        var page = await Rendered.PageAsync("reading");
        foreach (var clause in Samples.Clauses)
        {
            var text = (IElement)page.QuerySelector($"#clause-{clause.Id} .text")!.Clone();
            foreach (var reference in text.QuerySelectorAll(".refs").ToList())
                reference.Remove();
            Assert.Equal(clause.Text, text.TextContent);
        }
    }

    [Fact]
    public async Task Passages_that_overlap_become_marks_that_do_not_nest()
    {
        var page = await Rendered.PageAsync("reading");
        Assert.Empty(page.QuerySelectorAll("mark mark"));
        Assert.Equal(["re", "ader 😀", " may take "], page.QuerySelectorAll("#clause-c3 mark").Select(mark => mark.TextContent));
        Assert.Equal(["depth-1", "depth-2", "depth-1"], page.QuerySelectorAll("#clause-c3 mark").Select(mark => mark.ClassName));
    }

    [Fact]
    public async Task Every_reference_finds_its_note()
    {
        var page = await Rendered.PageAsync("reading");
        var references = page.QuerySelectorAll(".refs a").Select(link => link.GetAttribute("href")!).ToList();
        Assert.NotEmpty(references);
        Assert.All(references, reference => Assert.NotNull(page.GetElementById(reference[1..])));
    }

    [Fact]
    public async Task Each_form_carries_its_proof_its_place_and_a_command_of_its_own()
    {
        var page = await Rendered.PageAsync("reading");
        var forms = page.QuerySelectorAll("main form").Cast<IHtmlFormElement>().ToList();
        Assert.All(forms, form =>
        {
            Assert.Equal("post", form.Method);
            Assert.Equal(Samples.Reading.Antiforgery!.Value, Value(form, "__t"));
            Assert.NotNull(form.QuerySelector("textarea[name=text]"));
        });
        Assert.Equal(forms.Count, forms.Select(form => Value(form, "commandId")).Distinct().Count());
        Assert.Contains(forms, form => Value(form, "action") == "comment" && Value(form, "clause") == "c4");
        Assert.Contains(forms, form => Value(form, "action") == "reply" && Value(form, "annotation") == "a5");
        // Nothing can be answered where there is nothing to read.
        Assert.DoesNotContain(forms, form => Value(form, "annotation") is "a3" or "a7");
    }

    [Fact]
    public async Task What_was_refused_is_still_in_its_field()
    {
        var page = await Rendered.PageAsync("reading");
        Assert.Equal(Samples.Payload, ((IHtmlTextAreaElement)page.GetElementById("w-c4")!).Value);
        Assert.Equal("", ((IHtmlTextAreaElement)page.GetElementById("w-c5")!).Value);
        Assert.True(page.GetElementById("w-c4")!.Closest("details")!.HasAttribute("open"));
    }

    [Fact]
    public async Task An_export_has_no_forms()
    {
        var page = await Rendered.PageAsync(typeof(ReadingPage), new Dictionary<string, object?> { ["Frame"] = Samples.Frame, ["Reading"] = Samples.Reading with { Antiforgery = null } });
        Assert.Empty(page.QuerySelectorAll("main form"));
    }

    [Fact]
    public async Task A_locked_point_takes_no_comment_from_members()
    {
        var page = await Rendered.PageAsync(typeof(ReadingPage), new Dictionary<string, object?> { ["Frame"] = Samples.Frame, ["Reading"] = Samples.Reading with { MayWriteWhenLocked = false } });
        Assert.Empty(page.QuerySelectorAll("#clause-c3 form"));
        Assert.NotEmpty(page.QuerySelectorAll("#clause-c4 form"));
    }

    private static string? Value(IHtmlFormElement form, string field) => (form.QuerySelector($"input[name='{field}']") as IHtmlInputElement)?.Value;
}
