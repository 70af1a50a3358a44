using Collab.Server.Problems;
using Collab.Server.University;
using Collab.Web.Models;
using Collab.Web.Pages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Server.Pages;

/// <summary>A refusal as a page.</summary>
public static class ProblemPage
{
    public static async Task WriteAsync(HttpContext context, Problem problem)
    {
        problem.SetHeaders(context.Response);
        var frame = PageFrames.Of(context, null);
        var text = HttpMethods.IsPost(context.Request.Method) ? (await Forms.ReadAgainAsync(context.Request))["text"].ToString() : "";
        IResult page = problem.Status == 404 && text.Length == 0
            ? new RazorComponentResult<NotFoundPage>(new { Frame = frame }) { StatusCode = 404 }
            : new RazorComponentResult<ErrorPage>(new
            {
                Frame = frame,
                Error = new ErrorModel(problem.Status, problem.Title, problem.Detail, problem.Status >= 500 ? Problem.TraceId(context) : null) { Code = problem.Code, Text = text.Length > 0 ? text : null, SignInAgainBy = problem.Code == "sign-in-again" ? await UniversitySetup.SignsInAsync(context) : null },
            })
            { StatusCode = problem.Status };
        await page.ExecuteAsync(context);
    }
}
