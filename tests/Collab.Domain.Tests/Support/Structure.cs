using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace Collab.Domain.Tests.Support;

/// <summary>What a value holds, in full, as text: records that hold arrays are never equal by themselves.</summary>
public static class Structure
{
    public static string Of(object? value)
    {
        var text = new StringBuilder();
        Write(text, value, 0);
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? value, int depth)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case string s:
                text.Append('"').Append(s).Append('"');
                break;
            case DateTimeOffset at:
                text.Append(at.UtcTicks);
                break;
            case ReadOnlyMemory<byte> bytes:
                text.Append(Convert.ToHexString(bytes.Span));
                break;
            case IFormattable plain:
                text.Append(plain.ToString(null, CultureInfo.InvariantCulture));
                break;
            case bool flag:
                text.Append(flag);
                break;
            case IEnumerable many:
                Many(text, many, depth);
                break;
            default:
                Fields(text, value, depth);
                break;
        }
    }

    private static void Many(StringBuilder text, IEnumerable many, int depth)
    {
        var type = many.GetType();
        var items = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) && IsDefault(many) ? [] : many.Cast<object?>().Select(Of);
        // Dictionaries and sets hold their entries in no order.
        var unordered = type.GetInterfaces().Any(i => i.IsGenericType && (i.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>) || i.GetGenericTypeDefinition() == typeof(IReadOnlySet<>)));
        text.Append('[');
        foreach (var item in unordered ? items.Order(StringComparer.Ordinal) : items)
            text.Append('\n').Append(' ', depth + 1).Append(item);
        text.Append(']');
    }

    private static void Fields(StringBuilder text, object value, int depth)
    {
        text.Append(value.GetType().Name).Append('{');
        // What is computed follows from the rest.
        foreach (var property in value.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(p => p.CanWrite || p.Name is "Entries" or "Key" or "Value").OrderBy(p => p.Name, StringComparer.Ordinal))
        {
            text.Append('\n').Append(' ', depth + 1).Append(property.Name).Append(": ");
            Write(text, property.GetValue(value), depth + 1);
        }

        text.Append('}');
    }

    private static bool IsDefault(IEnumerable array) => (bool)array.GetType().GetProperty("IsDefault")!.GetValue(array)!;
}
