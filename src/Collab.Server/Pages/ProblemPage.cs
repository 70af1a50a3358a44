using Collab.Server.Problems;
using Collab.Web.Models;
using Collab.Web.Pages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Server.Pages;

/// <summary>A refusal as a page.</summary>
public static class ProblemPage
{
    public static Task WriteAsync(HttpContext context, Problem problem)
    {
        problem.SetHeaders(context.Response);
        var frame = PageFrames.Of(context, null);
        IResult page = problem.Status == 404
            ? new RazorComponentResult<NotFoundPage>(new { Frame = frame }) { StatusCode = 404 }
            : new RazorComponentResult<ErrorPage>(new
            {
                Frame = frame,
                Error = new ErrorModel(problem.Status, problem.Title, problem.Detail, problem.Status >= 500 ? Problem.TraceId(context) : null),
            })
            { StatusCode = problem.Status };
        return page.ExecuteAsync(context);
    }
}
