using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Options;

namespace Collab.Server.Limits;

/// <summary>Refuses to start with a limit that cannot be meant, and says which and what it may be.</summary>
public sealed class LimitsValidator : IValidateOptions<LimitsOptions>
{
    public ValidateOptionsResult Validate(string? name, LimitsOptions options)
    {
        var wrong = typeof(LimitsOptions).GetProperties()
            .Select(property => (Property: property, Range: property.GetCustomAttribute<RangeAttribute>()))
            .Where(limit => limit.Range is not null && !limit.Range.IsValid(limit.Property.GetValue(options)))
            .Select(limit => $"{LimitsOptions.Section}:{limit.Property.Name} is {limit.Property.GetValue(options)}. Set it to a number from {limit.Range!.Minimum} to {limit.Range.Maximum}.")
            .ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
